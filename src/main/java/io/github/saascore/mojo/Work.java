package io.github.saascore.mojo;

import io.github.saascore.engine.PlanScript;
import io.github.saascore.engine.Sources;
import io.github.saascore.report.PlanText;
import io.github.saascore.report.ResultJson;
import io.github.saascore.revision.Target;
import io.github.saascore.revision.Verb;
import java.util.List;

/**
 * What a changing goal is asked to do, for a dry run of it.
 *
 * @param sources the files
 * @param verb the goal
 * @param targets where to
 * @param purge whether a stamp forgets all rows first
 */
record Work(Sources sources, Verb verb, List<Target> targets, boolean purge) {

  /** Prints the steps that a run would take, and runs nothing. */
  void printSteps(OpenDatabase open, Output output) {
    PlanScript.Script script = plan(open);
    output.print(style -> PlanText.steps(script, style), () -> ResultJson.plan(script));
  }

  /** Returns the steps that a run would take. */
  PlanScript.Script plan(OpenDatabase open) {
    return new PlanScript(sources, open.database().session().options(), open.database().store())
        .online(open.database(), verb, targets, purge);
  }
}
