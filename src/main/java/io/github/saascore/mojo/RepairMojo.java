package io.github.saascore.mojo;

import io.github.saascore.engine.Repair;
import io.github.saascore.engine.RepairPlan;
import io.github.saascore.engine.Sources;
import io.github.saascore.report.Ran;
import io.github.saascore.report.RepairText;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Brings the record of applied revisions in line with the files: accepts edited files, and makes
 * lost rows again. It shows each change first; no object of the schema is touched.
 */
@Mojo(name = "repair", threadSafe = true)
public final class RepairMojo extends DatabaseGoal {
  /** Whether to show the changes only. */
  @Parameter(property = "saascore.dryRun", defaultValue = "false")
  String dryRun;

  @Inject
  RepairMojo(MavenContext maven) {
    super(maven);
  }

  @Override
  void work(Parameters parameters) {
    Output output = output(parameters);
    boolean dry = parameters.flag("dryRun");
    Sources sources = sources(parameters);
    try (OpenDatabase open = connect(parameters)) {
      Repair repair = new Repair(open.database(), sources);
      RepairPlan plan = repair.plan();
      String name = open.ran("").database();
      if (dry) {
        List<String> last = List.of(RepairText.dryRun(plan));
        output.print(
            style -> joined(RepairText.plan(plan, style), last),
            () -> RepairText.json(plan, name, false));
      } else {
        RepairText.plan(plan, MavenStyle.INSTANCE).forEach(getLog()::info);
        Repair.Result result = repair.run(plan);
        Ran ran = open.ran("");
        output.verdict(
            style -> RepairText.verdict(result, ran, style),
            () -> RepairText.json(plan, name, true));
      }
    }
  }

  private static List<String> joined(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
