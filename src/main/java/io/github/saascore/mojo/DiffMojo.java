package io.github.saascore.mojo;

import io.github.saascore.engine.Sources;
import io.github.saascore.engine.drift.Diff;
import io.github.saascore.engine.model.Model;
import java.nio.file.Files;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Compares the database with what its applied revisions should have made, and with the model where
 * there is one; it changes nothing. An <code>outputFile</code> that ends in <code>.sql</code> gets
 * the SQL that leads there.
 */
@Mojo(name = "diff", threadSafe = true)
public final class DiffMojo extends ModelGoal {
  /** Whether to fail when something differs. */
  @Parameter(property = "saascore.check", defaultValue = "false")
  String check;

  @Inject
  DiffMojo(MavenContext maven) {
    super(maven);
  }

  @Override
  boolean isWithoutFiles(Parameters parameters) {
    return super.isWithoutFiles(parameters)
        && new ProjectModel(maven(), parameters).isOfAnotherModule();
  }

  @Override
  void work(Parameters parameters) {
    Output output = output(parameters);
    boolean strict = parameters.flag("check");
    Optional<Model> model = model(parameters);
    // A project may have a model alone; one that has neither is told how to begin.
    boolean files = model.isEmpty() || Files.isDirectory(directory(parameters));
    Optional<Sources> sources = files ? Optional.of(sources(parameters)) : Optional.empty();
    try (OpenDatabase open = connect(parameters);
        OpenScratch scratch = scratch(parameters, Optional.of(open))) {
      Diff.Result result = new Diff(open.database(), scratch.scratch()).run(sources, model);
      DiffPrinter.print(output, result, open.ran("").database(), getLog());
      if (strict) {
        result.requireEmpty(open.where());
      }
    }
  }
}
