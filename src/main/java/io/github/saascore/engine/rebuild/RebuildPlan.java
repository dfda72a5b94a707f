package io.github.saascore.engine.rebuild;

import io.github.saascore.engine.DropPlan;
import io.github.saascore.engine.Sources;
import io.github.saascore.engine.model.Model;
import io.github.saascore.engine.scratch.Order;
import io.github.saascore.revision.Revision;
import io.github.saascore.script.RepeatableScript;
import java.util.List;
import java.util.Optional;

/**
 * What a rebuild will do, in its order.
 *
 * @param database the name of the database
 * @param drop what goes first; empty where the database is made new
 * @param revisions the revisions that are applied then, in order
 * @param repeatables the repeatable scripts that run after them
 * @param model the model that the database is compared with at the end
 * @param fallback whether the model's tables are made where a revision fails
 */
public record RebuildPlan(
    String database,
    Optional<DropPlan> drop,
    List<Revision> revisions,
    List<String> repeatables,
    Optional<String> model,
    boolean fallback) {

  /** Copies the lists. */
  public RebuildPlan {
    revisions = List.copyOf(revisions);
    repeatables = List.copyOf(repeatables);
  }

  /**
   * Returns what would be done.
   *
   * @param name the name of the database
   * @param drop what goes first; empty where the database has to be made
   */
  public static RebuildPlan of(
      String name, Optional<DropPlan> drop, Sources sources, Rebuild.Options options) {
    return new RebuildPlan(
        name,
        drop,
        Order.of(sources),
        sources.repeatables().stream().map(RepeatableScript::name).toList(),
        options.model().map(Model::name),
        options.fallback());
  }

  /** Tells whether the database is made new. */
  public boolean creates() {
    return drop.isEmpty();
  }
}
