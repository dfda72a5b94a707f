package io.github.saascore.mojo;

import io.github.saascore.engine.Downgrade;
import io.github.saascore.engine.Sources;
import io.github.saascore.engine.TransactionMode;
import io.github.saascore.postgres.Resolve;
import io.github.saascore.report.Ran;
import io.github.saascore.report.ResultJson;
import io.github.saascore.report.VerdictText;
import io.github.saascore.revision.Target;
import io.github.saascore.revision.Verb;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Undoes revisions, newest first; every way back is found before the first step runs. */
@Mojo(name = "downgrade", threadSafe = true)
public final class DowngradeMojo extends CarefulGoal {
  /** Where to: -1, a revision id or its beginning, label@-1, or base. */
  @Parameter(property = "saascore.target")
  String target;

  /** How many revisions one transaction holds: revision (one), or all of the run. */
  @Parameter(property = "saascore.transaction", defaultValue = "revision")
  String transaction;

  /** What became of a revision that was left in the middle: revision:retry, :done or :undo. */
  @Parameter(property = "saascore.resolve")
  String resolve;

  @Inject
  DowngradeMojo(MavenContext maven) {
    super(maven, Verb.DOWNGRADE);
  }

  @Override
  Change change(Parameters parameters, Sources sources, List<Target> targets) {
    Target single = Target.parse(typed(parameters));
    TransactionMode mode = parameters.choice("transaction", TransactionMode.class);
    Care care = care(parameters);
    Optional<Resolve> resolve = parameters.text("resolve").map(Resolve::parse);
    return (open, output) -> {
      Downgrade.Options options = new Downgrade.Options(single, mode, care.guard(open), resolve);
      Downgrade.Result result = new Downgrade(open.database(), sources, options).run();
      Ran ran = open.ran(typed(parameters));
      output.verdict(style -> VerdictText.of(result, ran, style), () -> ResultJson.of(result, ran));
    };
  }
}
