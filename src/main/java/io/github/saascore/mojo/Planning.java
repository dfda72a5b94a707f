package io.github.saascore.mojo;

import io.github.saascore.engine.PlanScript;
import io.github.saascore.engine.Sources;
import io.github.saascore.postgres.RunInfo;
import io.github.saascore.postgres.SessionOptions;
import io.github.saascore.postgres.StoreSql;
import io.github.saascore.revision.Target;
import io.github.saascore.revision.Verb;
import java.util.List;
import java.util.Optional;

/**
 * What the goal {@code plan} is asked for.
 *
 * @param parameters the parameters of the goal
 * @param sources the files
 */
record Planning(Parameters parameters, Sources sources) {

  /** The goals that can be planned. */
  enum Planned {
    /** Applies revisions. */
    UPGRADE,
    /** Undoes revisions. */
    DOWNGRADE,
    /** Changes what is recorded. */
    STAMP
  }

  /** Returns the range of a plan that needs no database. */
  Optional<String> range() {
    return parameters.text("offline");
  }

  /** Plans without a database. */
  PlanScript.Script offline(SessionOptions options, RunInfo run) {
    StoreSql store = new StoreSql(options.schema(), run);
    return new PlanScript(sources, options, store)
        .offline(verb(), range().orElseThrow(), parameters.flag("purge"));
  }

  /** Returns the work to plan for a database as it is. */
  Work work() {
    Verb verb = verb();
    String typed = parameters.text("target").orElse(verb == Verb.UPGRADE ? Target.HEADS : "");
    List<Target> targets =
        verb == Verb.DOWNGRADE ? List.of(Target.parse(typed)) : Target.parseList(typed);
    return new Work(sources, verb, targets, parameters.flag("purge"), Care.NONE);
  }

  private Verb verb() {
    return Verb.valueOf(parameters.choice("verb", Planned.class).name());
  }
}
