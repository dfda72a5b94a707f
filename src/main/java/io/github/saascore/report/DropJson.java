package io.github.saascore.report;

import io.github.saascore.engine.DropPlan;
import io.github.saascore.engine.DropResult;
import io.github.saascore.postgres.Collateral;
import io.github.saascore.postgres.DroppableObject;
import io.github.saascore.postgres.Obstacle;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes what a drop would do, or has done, as JSON. Names once released stay; new ones may come.
 *
 * <p>An object has {@code kind} (PostgreSQL's words, small), {@code name} (quoted and qualified),
 * {@code schema} (null for what is in no schema), {@code owner}, {@code rows} (an estimate, null
 * when unknown), {@code bytes}, {@code reason} (why it stays, or null) and {@code mend} (what would
 * change that, or null). Collateral has {@code type}, {@code name}, {@code owner} and {@code rows}.
 */
public final class DropJson {
  private DropJson() {}

  /**
   * Returns {@code goal}, {@code server}, {@code database}, {@code role}, {@code schemas}, {@code
   * objects}, {@code kept}, {@code collateral}, {@code rows}, {@code bytes}, {@code transactions}
   * and {@code sql}.
   */
  public static String plan(DropPlan plan) {
    return started(plan)
        .put("objects", objects(plan.objects()))
        .put("kept", objects(plan.kept()))
        .put("collateral", collateral(plan.collateral()))
        .put("rows", plan.rows())
        .put("bytes", plan.bytes())
        .put("transactions", plan.batches().size())
        .put("sql", plan.sql())
        .toString();
  }

  /**
   * Returns {@code goal}, {@code server}, {@code database}, {@code role}, {@code schemas}, {@code
   * duration_ms}, {@code changed}, {@code complete} (nothing is left that should have gone), {@code
   * dropped} (numbers by kind), {@code left} (objects), {@code collateral}, {@code transactions},
   * {@code halvings} and {@code retries}.
   */
  public static String result(DropPlan plan, DropResult result, Duration took) {
    Map<String, Long> dropped = new TreeMap<>();
    result.dropped().forEach((kind, count) -> dropped.put(kind.label(), count));
    return started(plan)
        .put("duration_ms", took.toMillis())
        .put("changed", result.total() > 0)
        .put("complete", !result.isIncomplete())
        .put("dropped", dropped)
        .put("left", objects(result.left()))
        .put("collateral", collateral(result.collateral()))
        .put("transactions", result.transactions())
        .put("halvings", result.halvings())
        .put("retries", result.retries())
        .toString();
  }

  private static JsonObject started(DropPlan plan) {
    return new JsonObject()
        .put("goal", "drop-cascade")
        .put("server", plan.server())
        .put("database", plan.database())
        .put("role", plan.role())
        .put("schemas", plan.schemas());
  }

  private static List<JsonObject> objects(List<DroppableObject> objects) {
    return objects.stream().map(DropJson::object).toList();
  }

  private static JsonObject object(DroppableObject object) {
    return new JsonObject()
        .put("kind", object.kind().label())
        .put("name", object.identity())
        .put("schema", object.schema())
        .put("owner", object.owner())
        .put("rows", known(object.size().rows()))
        .put("bytes", object.size().bytes())
        .put("reason", object.obstacle().map(Obstacle::reason))
        .put("mend", object.obstacle().flatMap(Obstacle::mend));
  }

  private static List<JsonObject> collateral(List<Collateral> collateral) {
    return collateral.stream()
        .map(
            each ->
                new JsonObject()
                    .put("type", each.type())
                    .put("name", each.identity())
                    .put("owner", each.owner())
                    .put("rows", known(each.rows())))
        .toList();
  }

  private static Optional<Long> known(long rows) {
    return rows == DroppableObject.Size.UNKNOWN_ROWS ? Optional.empty() : Optional.of(rows);
  }
}
