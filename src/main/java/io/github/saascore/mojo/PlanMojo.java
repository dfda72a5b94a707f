package io.github.saascore.mojo;

import io.github.saascore.engine.Sources;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Prints the steps and the full SQL of an upgrade, a downgrade or a stamp, and runs nothing. */
@Mojo(name = "plan", threadSafe = true)
public final class PlanMojo extends DatabaseGoal {
  /** What to plan: upgrade, downgrade or stamp. */
  @Parameter(property = "saascore.verb", defaultValue = "upgrade")
  String verb;

  /** Where to, as in the planned goal; heads when an upgrade is planned and nothing is given. */
  @Parameter(property = "saascore.target")
  String target;

  /** Whether a planned stamp forgets all records first. */
  @Parameter(property = "saascore.purge", defaultValue = "false")
  String purge;

  /** Plans without any database from one place to another, for example base:heads. */
  @Parameter(property = "saascore.offline")
  String offline;

  @Inject
  PlanMojo(MavenContext maven) {
    super(maven);
  }

  @Override
  void work(Parameters parameters) {
    Output output = output(parameters);
    Sources sources = sources(parameters);
    Planning planning = new Planning(parameters, sources);
    Work.Planned planned =
        planning.range().isPresent()
            ? new Work.Planned(planning.offline(options(parameters), DatabaseOpener.run(maven())))
            : online(planning, parameters);
    if (output.file().isPresent()) {
      planned.steps(MavenStyle.INSTANCE).forEach(getLog()::info);
    }
    output.print(planned::lines, planned.script()::sql, planned::json);
  }

  private Work.Planned online(Planning planning, Parameters parameters) {
    Work work = planning.work();
    try (OpenDatabase open = connect(parameters)) {
      return work.planned(open);
    }
  }
}
