package io.github.saascore.mojo;

import io.github.saascore.engine.Sources;
import io.github.saascore.engine.Stamp;
import io.github.saascore.report.Ran;
import io.github.saascore.report.ResultJson;
import io.github.saascore.report.VerdictText;
import io.github.saascore.revision.Target;
import io.github.saascore.revision.Verb;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Records which revisions count as applied, without running anything of them. */
@Mojo(name = "stamp", threadSafe = true)
public final class StampMojo extends ChangingGoal {
  /**
   * Where the database shall stand: heads, base, or ids and labels with commas between them; with
   * purge also current, where it stands, so that only records without a file are forgotten.
   */
  @Parameter(property = "saascore.target")
  String target;

  /** Whether to forget all records first, also those of revisions without a file. */
  @Parameter(property = "saascore.purge", defaultValue = "false")
  String purge;

  @Inject
  StampMojo(MavenContext maven) {
    super(maven, Verb.STAMP);
  }

  @Override
  Change change(Parameters parameters, Sources sources, List<Target> targets) {
    boolean forget = parameters.flag("purge");
    return (open, output) -> {
      Stamp.Result result = new Stamp(open.database(), sources, targets, forget).run();
      Ran ran = open.ran(typed(parameters));
      output.verdict(style -> VerdictText.of(result, ran, style), () -> ResultJson.of(result, ran));
    };
  }
}
