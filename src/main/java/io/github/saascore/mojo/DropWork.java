package io.github.saascore.mojo;

import io.github.saascore.engine.Confirmation;
import io.github.saascore.engine.DropCascade;
import io.github.saascore.engine.DropListener;
import io.github.saascore.engine.DropOptions;
import io.github.saascore.engine.DropPlan;
import io.github.saascore.engine.DropResult;
import io.github.saascore.postgres.SessionOptions;
import io.github.saascore.report.DropJson;
import io.github.saascore.report.DropText;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import java.time.Duration;
import java.util.List;

/**
 * What the goal {@code drop-cascade} is asked for.
 *
 * @param drop the use case
 * @param schemas what to empty; none means the schema of the session
 * @param dry whether to list only
 * @param word the user's word
 * @param output where the result goes
 */
record DropWork(
    DropCascade drop, List<String> schemas, boolean dry, Confirmation word, Output output) {

  /** Reads the parameters. */
  static DropWork of(Parameters parameters, SessionOptions waits, Output output) {
    DropOptions options =
        DropOptions.DEFAULTS
            .withCollateral(parameters.flag("allowCollateral"))
            .withSchemas(parameters.flag("dropSchemas") ? parameters.list("schema") : List.of())
            .withTrash(Care.keeps(parameters))
            .withLocks(waits.lockTimeout(), waits.lockRetries());
    return new DropWork(
        new DropCascade(options),
        parameters.list("schema"),
        parameters.flag("dryRun"),
        Care.confirmation(parameters),
        output);
  }

  /**
   * Lists what would go, or drops it.
   *
   * @throws io.github.saascore.revision.SaascoreException NOT_DROPPED when something is left that
   *     was not kept on purpose
   */
  void run(OpenDatabase open, DropListener listener) {
    open.workAsRole();
    DropPlan plan =
        drop.plan(open.database(), schemas.isEmpty() ? List.of(open.schema()) : schemas);
    if (dry) {
      String command = drop.command(open.database(), plan, word);
      output.print(style -> DropText.plan(plan, command, style), () -> DropJson.plan(plan));
    } else {
      long start = System.nanoTime();
      DropResult result = drop.run(open.database(), plan, word, listener);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      output.verdict(
          style -> DropText.verdict(plan, result, took, style),
          () -> DropJson.result(plan, result, took));
      requireComplete(result);
    }
  }

  private static void requireComplete(DropResult result) {
    if (result.isIncomplete()) {
      throw Problem.of(Code.NOT_DROPPED, "not everything could be dropped")
          .because("each object that is left stands above with its reason")
          .hint("remove the reasons, then run mvn saascore:drop-cascade again")
          .asException();
    }
  }
}
