package io.github.saascore.mojo;

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
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Drops everything that the role may drop in the schema, as a plain owner of the database. */
@Mojo(name = "drop-cascade", threadSafe = true)
public final class DropCascadeMojo extends DatabaseGoal {
  /** Name of the database, typed as the word that its data may be lost. */
  @Parameter(property = "saascore.confirm")
  String confirm;

  /** Whether to list what would be dropped, and change nothing. */
  @Parameter(property = "saascore.dryRun", defaultValue = "false")
  String dryRun;

  /** Whether objects of other schemas and owners may go with what they depend on. */
  @Parameter(property = "saascore.allowCollateral", defaultValue = "false")
  String allowCollateral;

  @Inject
  DropCascadeMojo(MavenContext maven) {
    super(maven);
  }

  @Override
  void work(Parameters parameters) {
    Output output = output(parameters);
    SessionOptions waits = options(parameters);
    DropCascade drop =
        new DropCascade(
            DropOptions.DEFAULTS
                .withCollateral(parameters.flag("allowCollateral"))
                .withLocks(waits.lockTimeout(), waits.lockRetries()));
    List<String> schemas = parameters.list("schema");
    boolean dry = parameters.flag("dryRun");
    Optional<String> word = parameters.text("confirm");
    try (OpenDatabase open = connect(parameters)) {
      open.workAsRole();
      DropPlan plan =
          drop.plan(open.database(), schemas.isEmpty() ? List.of(open.schema()) : schemas);
      if (dry) {
        output.print(style -> DropText.plan(plan, style), () -> DropJson.plan(plan));
      } else {
        long start = System.nanoTime();
        DropListener printer = new DropPrinter(getLog(), MavenStyle.INSTANCE);
        DropResult result = drop.run(open.database(), plan, word, printer);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        output.verdict(
            style -> DropText.verdict(plan, result, took, style),
            () -> DropJson.result(plan, result, took));
        requireComplete(result);
      }
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
