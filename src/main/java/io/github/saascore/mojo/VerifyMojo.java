package io.github.saascore.mojo;

import io.github.saascore.engine.Sources;
import io.github.saascore.engine.model.Model;
import io.github.saascore.engine.verify.Verification;
import io.github.saascore.engine.verify.Verify;
import io.github.saascore.report.VerifyJson;
import io.github.saascore.report.VerifyText;
import java.nio.file.Files;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Compares what is in the database with what its applied revisions, and the model where there is
 * one, should have made, and lists its tables, invalid indexes, unchecked constraints and
 * sequences. It fails where something is missing, different or invalid, and changes nothing.
 */
@Mojo(name = "verify", threadSafe = true)
public final class VerifyMojo extends ModelGoal {
  /**
   * Whether to fail also because of what is too much, constraints that were never checked for old
   * rows, and sequences that are nearly used up.
   */
  @Parameter(property = "saascore.strict", defaultValue = "false")
  String strict;

  @Inject
  VerifyMojo(MavenContext maven) {
    super(maven);
  }

  @Override
  void work(Parameters parameters) {
    Output output = output(parameters);
    boolean all = parameters.flag("strict");
    Optional<Sources> sources =
        Files.isDirectory(directory(parameters))
            ? Optional.of(sources(parameters))
            : Optional.empty();
    Optional<Model> model = model(parameters);
    try (OpenDatabase open = connect(parameters)) {
      Verification found =
          scratch(parameters, open)
              .lend(scratch -> new Verify(open.database(), scratch).run(sources, model));
      output.print(style -> VerifyText.lines(found, style), () -> VerifyJson.of(found, all));
      found.require(open.where(), all);
    }
  }
}
