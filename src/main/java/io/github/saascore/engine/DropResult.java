package io.github.saascore.engine;

import io.github.saascore.postgres.Collateral;
import io.github.saascore.postgres.DroppableObject;
import io.github.saascore.postgres.ObjectKind;
import java.util.List;
import java.util.Map;

/**
 * What a drop has done, checked against the catalog afterwards.
 *
 * @param dropped how many objects of each kind are gone
 * @param left what the schemas still hold, each with its reason
 * @param collateral what went with the dropped objects outside of the plan, as agreed
 * @param transactions how many transactions were committed
 * @param halvings how often a batch was too large for the lock table and was divided
 * @param retries how often a batch was tried again because of another session's lock
 */
public record DropResult(
    Map<ObjectKind, Long> dropped,
    List<DroppableObject> left,
    List<Collateral> collateral,
    int transactions,
    int halvings,
    int retries) {
  /** Copies the collections. */
  public DropResult {
    dropped = Map.copyOf(dropped);
    left = List.copyOf(left);
    collateral = List.copyOf(collateral);
  }

  /** Tells whether something stayed that the user did not ask to keep. */
  public boolean isIncomplete() {
    return left.stream()
        .anyMatch(object -> object.obstacle().filter(stop -> stop.mend().isPresent()).isPresent());
  }

  /** Returns how many objects are gone. */
  public long total() {
    return dropped.values().stream().mapToLong(Long::longValue).sum();
  }
}
