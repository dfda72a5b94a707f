package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.postgres.DroppableObject;
import io.github.saascore.postgres.ObjectAddress;
import io.github.saascore.postgres.ObjectKind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Batches fit a budget of locks and keep the order. */
class DropBatchTest {
  private static DroppableObject table(String name, int locks) {
    return new DroppableObject(
        ObjectKind.TABLE,
        new ObjectAddress(1259, name.hashCode()),
        Optional.of("s"),
        "s." + name,
        "me",
        DroppableObject.Size.NONE,
        locks,
        true,
        false,
        Optional.empty());
  }

  @Test
  void packsInOrderWithinTheBudget() {
    List<DropBatch> batches =
        DropBatch.pack(
            List.of(table("a", 4), table("b", 6), table("c", 1), table("d", 30), table("e", 1)),
            10);

    assertThat(batches)
        .extracting(DropBatch::sql)
        .containsExactly(
            "BEGIN;\nDROP TABLE IF EXISTS s.a, s.b CASCADE;\nCOMMIT;",
            "BEGIN;\nDROP TABLE IF EXISTS s.c CASCADE;\nCOMMIT;",
            "BEGIN;\nDROP TABLE IF EXISTS s.d CASCADE;\nCOMMIT;",
            "BEGIN;\nDROP TABLE IF EXISTS s.e CASCADE;\nCOMMIT;");
  }

  @Test
  void nothingMakesNoBatch() {
    assertThat(DropBatch.pack(List.of(), 10)).isEmpty();
  }

  @Test
  void halvesKeepTheOrder() {
    DropBatch batch = new DropBatch(List.of(table("a", 1), table("b", 1), table("c", 1)));

    assertThat(batch.halves()).extracting(DropBatch::size).containsExactly(1, 2);
  }
}
