package io.github.saascore.engine;

import io.github.saascore.postgres.DropScript;
import io.github.saascore.postgres.DroppableObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Objects that go in one transaction.
 *
 * @param objects the objects in the order of dropping; at least one
 */
public record DropBatch(List<DroppableObject> objects) {
  /** Copies the list. */
  public DropBatch {
    objects = List.copyOf(objects);
  }

  /**
   * Packs objects into batches without changing their order.
   *
   * @param budget the locks that a batch may take, by estimate; an object that needs more gets a
   *     batch of its own
   */
  static List<DropBatch> pack(List<DroppableObject> objects, long budget) {
    List<DropBatch> batches = new ArrayList<>();
    List<DroppableObject> open = new ArrayList<>();
    long locks = 0;
    for (DroppableObject object : objects) {
      if (!open.isEmpty() && locks + object.locks() > budget) {
        batches.add(new DropBatch(open));
        open.clear();
        locks = 0;
      }
      open.add(object);
      locks += object.locks();
    }
    if (!open.isEmpty()) {
      batches.add(new DropBatch(open));
    }
    return batches;
  }

  /** Returns the two halves of this batch, which must hold two objects at least. */
  List<DropBatch> halves() {
    int middle = objects.size() / 2;
    return List.of(
        new DropBatch(objects.subList(0, middle)),
        new DropBatch(objects.subList(middle, objects.size())));
  }

  /** Returns the number of objects. */
  public int size() {
    return objects.size();
  }

  /** Returns the transaction as SQL for a reader. */
  public String sql() {
    return "BEGIN;\n" + String.join("\n", DropScript.statements(objects)) + "\nCOMMIT;";
  }
}
