package io.github.saascore.mojo;

import io.github.saascore.engine.Sources;
import io.github.saascore.engine.TransactionMode;
import io.github.saascore.engine.Upgrade;
import io.github.saascore.engine.adopt.ScratchMatcher;
import io.github.saascore.postgres.Existing;
import io.github.saascore.postgres.Resolve;
import io.github.saascore.report.Ran;
import io.github.saascore.report.ResultJson;
import io.github.saascore.report.VerdictText;
import io.github.saascore.revision.Target;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Applies pending revisions, each in a transaction together with its version row. */
@Mojo(name = "upgrade", threadSafe = true)
public final class UpgradeMojo extends UpgradingGoal {
  /** Where to: heads, a revision id or its beginning, a label, label@head, or +1. */
  @Parameter(property = "saascore.target", defaultValue = "heads")
  String target;

  /**
   * What to do with objects that exist already: <code>match</code> leaves those that are equal to
   * what the revision makes, makes those that are missing, and stops where one differs; <code>skip
   * </code> goes by the names alone, and warns of differences; <code>fail</code> stops at the
   * first.
   */
  @Parameter(property = "saascore.existing", defaultValue = "match")
  String existing;

  // Without a property, as the URL of the database: it may have a password.

  /**
   * Where it is tried what a revision makes, when something of it exists already (<code>
   * -Dsaascore.scratch</code>): <code>auto</code> (the default) and <code>embedded</code> start a
   * server of the database's major version, <code>embedded:17</code> one of that version; <code>
   * docker</code> starts a container of it, <code>docker:postgis/postgis:17-3.5</code> one of that
   * image; <code>database</code> makes a temporary database beside the configured one, and a URL
   * does so on another server.
   */
  @Parameter String scratch;

  /** How many revisions one transaction holds: revision (one), or all of the run. */
  @Parameter(property = "saascore.transaction", defaultValue = "revision")
  String transaction;

  /** What became of a revision that was left in the middle: revision:retry, :done or :undo. */
  @Parameter(property = "saascore.resolve")
  String resolve;

  /** Whether the pending revisions are linted before anything runs: fail, warn, or off. */
  @Parameter(property = "saascore.lint", defaultValue = "off")
  String lint;

  /** How bad a hazard has to be to stop the upgrade: error, warn or note. */
  @Parameter(property = "saascore.failOn", defaultValue = "error")
  String failOn;

  /** Rules of lint to switch on, or with a minus before them off, with commas between. */
  @Parameter(property = "saascore.rules")
  String rules;

  @Inject
  UpgradeMojo(MavenContext maven) {
    super(maven);
  }

  @Override
  Change change(Parameters parameters, Sources sources, List<Target> targets) {
    Existing existing = parameters.choice("existing", Existing.class);
    TransactionMode mode = parameters.choice("transaction", TransactionMode.class);
    Optional<Resolve> resolve = parameters.text("resolve").map(Resolve::parse);
    Care care = care(parameters);
    LintWork hazards = new LintWork(maven(), parameters, getLog());
    AfterUpgrade after = afterUpgrade(parameters);
    return (open, output) -> {
      hazards.before(sources, open, targets);
      Upgrade.Options options =
          new Upgrade.Options(targets, existing, mode, resolve, care.guard(open))
              .with(new ScratchMatcher(scratch(parameters, open)));
      Upgrade.Result result = new Upgrade(open.database(), sources, options).run();
      Ran ran = open.ran(typed(parameters));
      output.verdict(style -> VerdictText.of(result, ran, style), () -> ResultJson.of(result, ran));
      after.run(open, result);
    };
  }
}
