package io.github.saascore.mojo;

import io.github.saascore.engine.DropOptions;
import io.github.saascore.engine.Sources;
import io.github.saascore.engine.model.Model;
import io.github.saascore.engine.rebuild.Rebuild;
import io.github.saascore.engine.rebuild.RebuildPlan;
import io.github.saascore.engine.scratch.ScratchSource;
import io.github.saascore.postgres.MissingDatabase;
import io.github.saascore.postgres.SessionOptions;
import io.github.saascore.report.RebuildText;
import io.github.saascore.revision.SaascoreException;
import java.util.Optional;
import java.util.function.Function;
import org.apache.maven.plugin.logging.Log;

/**
 * What the goal {@code rebuild} is asked for.
 *
 * @param maven what Maven gave to the goal
 * @param parameters its parameters
 * @param waits where and how to work
 * @param log where the plan goes
 */
record RebuildWork(MavenContext maven, Parameters parameters, SessionOptions waits, Log log) {

  /** What to do where a revision fails. */
  enum OnFailure {
    /** End with its error. */
    NONE,
    /** Make the tables of the model. */
    ENSURE
  }

  /**
   * Prints the plan, and does it unless it is a dry run.
   *
   * @param scratch lends scratch databases like an open one
   */
  void run(Sources sources, Output output, Function<OpenDatabase, ScratchSource> scratch) {
    Rebuild.Options options = options();
    DatabaseOpener opener = DatabaseOpener.of(maven, parameters, log);
    Optional<OpenDatabase> there = open(opener);
    boolean dry = parameters.flag("dryRun");
    Optional<RebuildPlan> fresh = Optional.empty();
    if (there.isEmpty()) {
      String name = opener.server().orElseThrow().database();
      fresh = Optional.of(print(RebuildPlan.of(name, Optional.empty(), sources, options), output));
      if (dry) {
        return;
      }
    }
    try (OpenDatabase open = there.orElseGet(() -> created(opener))) {
      open.workAsRole();
      Rebuild rebuild = new Rebuild(sources, scratch.apply(open), options);
      RebuildPlan plan = fresh.orElseGet(() -> print(rebuild.plan(open.database()), output));
      if (!dry) {
        run(rebuild, plan, open, output);
      }
    }
  }

  private Optional<OpenDatabase> open(DatabaseOpener opener) {
    try {
      return Optional.of(opener.open(waits));
    } catch (SaascoreException e) {
      if (MissingDatabase.isReason(e) && opener.server().isPresent()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private OpenDatabase created(DatabaseOpener opener) {
    new MissingDatabase(opener.server().orElseThrow()).create();
    return opener.open(waits);
  }

  /** A dry run has the plan as its result; else the log has it before anything happens. */
  private RebuildPlan print(RebuildPlan plan, Output output) {
    if (parameters.flag("dryRun")) {
      output.print(style -> RebuildText.plan(plan, style), () -> RebuildText.json(plan));
    } else {
      RebuildText.plan(plan, MavenStyle.INSTANCE).forEach(log::info);
    }
    return plan;
  }

  private void run(Rebuild rebuild, RebuildPlan plan, OpenDatabase open, Output output) {
    Care.Backups backups = Care.Backups.of(parameters, maven.basedir());
    Rebuild.Result result =
        rebuild.run(
            open.database(),
            plan,
            new DropPrinter(log, MavenStyle.INSTANCE, backups.on(open), "rebuild"));
    output.verdict(
        style -> RebuildText.verdict(result, open.ran("heads"), style),
        () -> RebuildText.json(result));
    result.verification().require(open.where(), false);
  }

  private Rebuild.Options options() {
    boolean ensure = parameters.choice("fallback", OnFailure.class) == OnFailure.ENSURE;
    ProjectModel project = new ProjectModel(maven, parameters);
    Optional<Model> model = ensure ? Optional.of(project.require()) : project.find();
    return new Rebuild.Options(
        parameters.list("schema"),
        DropOptions.DEFAULTS
            .withCollateral(parameters.flag("allowCollateral"))
            .withTrash(Care.keeps(parameters))
            .withLocks(waits.lockTimeout(), waits.lockRetries()),
        Care.confirmation(parameters),
        model,
        ensure);
  }
}
