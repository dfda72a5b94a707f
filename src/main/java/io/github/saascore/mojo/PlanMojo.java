package io.github.saascore.mojo;

import io.github.saascore.engine.PlanScript;
import io.github.saascore.engine.Sources;
import io.github.saascore.postgres.StoreSql;
import io.github.saascore.report.PlanText;
import io.github.saascore.report.ResultJson;
import io.github.saascore.revision.Target;
import io.github.saascore.revision.Verb;
import java.util.List;
import java.util.Optional;
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

  /** The goals that can be planned. */
  enum Planned {
    UPGRADE,
    DOWNGRADE,
    STAMP
  }

  @Inject
  PlanMojo(MavenContext maven) {
    super(maven);
  }

  @Override
  void work(Parameters parameters) {
    Output output = output(parameters);
    Sources sources = sources(parameters);
    Optional<String> range = parameters.text("offline");
    PlanScript.Script script =
        range.isPresent() ? offline(parameters, sources, range.get()) : online(parameters, sources);
    if (output.file().isPresent()) {
      PlanText.steps(script, MavenStyle.INSTANCE).forEach(getLog()::info);
    }
    output.print(
        style -> PlanText.lines(script, style), script::sql, () -> ResultJson.plan(script));
  }

  private PlanScript.Script offline(Parameters parameters, Sources sources, String range) {
    StoreSql store = new StoreSql(parameters.text("schema"), DatabaseOpener.run(maven()));
    return new PlanScript(sources, options(parameters), store)
        .offline(verb(parameters), range, parameters.flag("purge"));
  }

  private PlanScript.Script online(Parameters parameters, Sources sources) {
    Verb wanted = verb(parameters);
    String typed = parameters.text("target").orElse(wanted == Verb.UPGRADE ? Target.HEADS : "");
    List<Target> targets =
        wanted == Verb.DOWNGRADE ? List.of(Target.parse(typed)) : Target.parseList(typed);
    Work work = new Work(sources, wanted, targets, parameters.flag("purge"));
    try (OpenDatabase open = connect(parameters)) {
      return work.plan(open);
    }
  }

  private static Verb verb(Parameters parameters) {
    return Verb.valueOf(parameters.choice("verb", Planned.class).name());
  }
}
