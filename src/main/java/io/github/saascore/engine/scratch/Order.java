package io.github.saascore.engine.scratch;

import io.github.saascore.engine.Sources;
import io.github.saascore.revision.Applied;
import io.github.saascore.revision.Planner;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.Step;
import io.github.saascore.revision.Target;
import java.util.List;

/** The order in which an upgrade applies revisions to an empty database. */
public final class Order {
  private Order() {}

  /** Returns all revisions, parents first. */
  public static List<Revision> of(Sources sources) {
    return upTo(sources, List.of(Target.parse(Target.HEADS)));
  }

  /** Returns the revisions up to these targets, parents first. */
  public static List<Revision> upTo(Sources sources, List<Target> targets) {
    return new Planner(sources.graph())
        .upgrade(Applied.none(), targets).steps().stream()
            .map(step -> ((Step.Up) step).revision())
            .toList();
  }
}
