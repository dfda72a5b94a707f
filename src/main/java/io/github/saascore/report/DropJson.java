package io.github.saascore.report;

import io.github.saascore.engine.DropPlan;
import io.github.saascore.engine.DropResult;
import io.github.saascore.postgres.Collateral;
import io.github.saascore.postgres.DroppableObject;
import io.github.saascore.postgres.Obstacle;
import java.util.List;

/** Writes a drop as JSON. Names once released stay; new ones may come. */
public final class DropJson {
  private DropJson() {}

  /**
   * Returns {@code goal}, {@code database}, {@code schemas}, {@code objects}, {@code kept} and
   * {@code collateral}; each object has {@code kind}, {@code name} and, where it stays, {@code
   * reason}.
   */
  public static String plan(DropPlan plan) {
    return new JsonObject()
        .put("goal", "drop-cascade")
        .put("database", plan.database())
        .put("schemas", plan.schemas())
        .put("objects", objects(plan.objects()))
        .put("kept", objects(plan.kept()))
        .put("collateral", plan.collateral().stream().map(Collateral::text).toList())
        .toString();
  }

  /** Returns {@code goal}, {@code dropped} (how many), {@code transactions} and {@code left}. */
  public static String result(DropResult result) {
    return new JsonObject()
        .put("goal", "drop-cascade")
        .put("dropped", result.total())
        .put("transactions", result.transactions())
        .put("left", objects(result.left()))
        .toString();
  }

  private static List<JsonObject> objects(List<DroppableObject> objects) {
    return objects.stream().map(DropJson::object).toList();
  }

  private static JsonObject object(DroppableObject object) {
    return new JsonObject()
        .put("kind", object.kind().label())
        .put("name", object.identity())
        .put("reason", object.obstacle().map(Obstacle::reason));
  }
}
