package io.github.saascore.mojo;

import io.github.saascore.engine.Downgrade;
import io.github.saascore.engine.Guard;
import io.github.saascore.engine.PlanScript;
import io.github.saascore.engine.Sources;
import io.github.saascore.engine.TransactionMode;
import io.github.saascore.engine.Upgrade;
import io.github.saascore.engine.care.Safeguard.Outlook;
import io.github.saascore.postgres.Existing;
import io.github.saascore.report.PlanText;
import io.github.saascore.report.ResultJson;
import io.github.saascore.report.Style;
import io.github.saascore.revision.Target;
import io.github.saascore.revision.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a changing goal is asked to do, for a dry run of it.
 *
 * @param sources the files
 * @param verb the goal
 * @param targets where to
 * @param purge whether a stamp forgets all rows first
 * @param care how careful a run would be
 */
record Work(Sources sources, Verb verb, List<Target> targets, boolean purge, Care care) {

  /**
   * What a run would do.
   *
   * @param script its steps
   * @param outlook what it would destroy
   * @param confirm what would have to be typed for that; empty where nothing has to be
   */
  record Planned(PlanScript.Script script, Outlook outlook, Optional<String> confirm) {
    /** A plan for no database that is known. */
    Planned(PlanScript.Script script) {
      this(script, Outlook.CLEAR, Optional.empty());
    }

    /** Returns the steps, and what they would destroy. */
    List<String> steps(Style style) {
      List<String> lines = new ArrayList<>(PlanText.steps(script, style));
      lines.addAll(losses(style));
      return lines;
    }

    /** Returns the same with the SQL for psql below it. */
    List<String> lines(Style style) {
      return PlanText.lines(script, losses(style), style);
    }

    private List<String> losses(Style style) {
      return PlanText.losses(outlook, confirm, style);
    }

    /** Returns all of it for scripts. */
    String json() {
      return ResultJson.plan(script, outlook);
    }
  }

  /** Prints the steps that a run would take, and runs nothing. */
  void printSteps(OpenDatabase open, Output output) {
    Planned planned = planned(open);
    output.print(planned::steps, planned::json);
  }

  /** Returns what a run would do. */
  Planned planned(OpenDatabase open) {
    PlanScript.Script script = plan(open);
    Outlook outlook = work(open).map(care.safeguard(open)::outlook).orElse(Outlook.CLEAR);
    return new Planned(script, outlook, outlook.question().map(care.confirmation()::wanted));
  }

  private Optional<Guard.Work> work(OpenDatabase open) {
    if (verb == Verb.DOWNGRADE) {
      Downgrade.Options options =
          new Downgrade.Options(targets.get(0), TransactionMode.REVISION, Guard.NONE);
      return Optional.of(new Downgrade(open.database(), sources, options).planned());
    }
    if (verb == Verb.UPGRADE) {
      Upgrade.Options options =
          new Upgrade.Options(targets, Existing.SKIP, TransactionMode.REVISION);
      return Optional.of(new Upgrade(open.database(), sources, options).planned());
    }
    return Optional.empty();
  }

  /** Returns the steps that a run would take. */
  private PlanScript.Script plan(OpenDatabase open) {
    return new PlanScript(sources, open.database().session().options(), open.database().store())
        .online(open.database(), verb, targets, purge);
  }
}
