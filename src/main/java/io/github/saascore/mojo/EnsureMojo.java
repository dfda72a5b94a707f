package io.github.saascore.mojo;

import io.github.saascore.engine.drift.Ensure;
import io.github.saascore.engine.drift.EnsurePlan;
import io.github.saascore.engine.model.Model;
import io.github.saascore.engine.model.ModelSchema;
import io.github.saascore.report.EnsureText;
import io.github.saascore.report.Ran;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Creates what the model has and the database lacks, in one transaction; it only adds, and needs no
 * migrations.
 */
@Mojo(name = "ensure", threadSafe = true)
public final class EnsureMojo extends ModelGoal {
  /** Whether to show what would be created only, with its SQL. */
  @Parameter(property = "saascore.dryRun", defaultValue = "false")
  String dryRun;

  @Inject
  EnsureMojo(MavenContext maven) {
    super(maven);
  }

  @Override
  boolean isWithoutFiles(Parameters parameters) {
    return new ProjectModel(maven(), parameters).isOfAnotherModule();
  }

  @Override
  void work(Parameters parameters) {
    Output output = output(parameters);
    boolean dry = parameters.flag("dryRun");
    Model model = new ProjectModel(maven(), parameters).require();
    try (OpenDatabase open = connect(parameters)) {
      ModelSchema wanted = made(parameters, Optional.of(open), model);
      Ensure ensure = new Ensure(open.database(), wanted);
      EnsurePlan plan = dry ? ensure.plan() : ensure.run();
      Ran ran = open.ran("");
      output.verdict(
          style -> EnsureText.report(plan, model.name(), ran, dry, style),
          () -> EnsureText.json(plan, model.name(), ran, dry));
    }
  }
}
