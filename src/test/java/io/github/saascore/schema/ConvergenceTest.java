package io.github.saascore.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.testing.Older;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Schemas made by chance lead to one another in both directions, exactly.
 *
 * <p>{@code -Dsaascore.convergence=500} runs as many pairs as it says; a plain run does a dozen.
 */
@ExtendWith(PostgresExtension.class)
class ConvergenceTest {
  private static final int PAIRS = Integer.getInteger("saascore.convergence", 12);
  private static final int OLDER_PAIRS = Integer.getInteger("saascore.convergence", 6);

  @Test
  void everySchemaLeadsToEveryOther(TestDatabase db) throws SQLException {
    lead(db, 1, PAIRS);
  }

  /** Circles through views, generated columns and enums that once had no order. */
  @ParameterizedTest
  @ValueSource(longs = {10, 22, 169, 3010, 3118, 3287})
  void knottedPairsComeApart(long seed, TestDatabase db) throws SQLException {
    lead(db, seed, seed + 1);
  }

  @Tag("long")
  @Test
  void theOlderServerTakesTheSameWay(@Older TestDatabase db) throws SQLException {
    lead(db, 1001, 1001 + OLDER_PAIRS);
  }

  private static void lead(TestDatabase db, long first, long last) throws SQLException {
    try (Connection connection = db.connect()) {
      for (long seed = first; seed < last; seed++) {
        Snapshot b = make(connection, seed + 1);
        Snapshot a = make(connection, seed);
        assertLeads(connection, a, b, "from seed " + seed + " to the next");
        assertLeads(connection, b, a, "from the seed after " + seed + " back");
      }
    }
  }

  private static Snapshot make(Connection connection, long seed) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP SCHEMA IF EXISTS app CASCADE");
      for (String sql : RandomSchema.of(seed)) {
        statement.execute(sql);
      }
    }
    Snapshot snapshot = SnapshotReader.read(connection, SnapshotScope.all());
    assertThat(Difference.between(snapshot, snapshot, DifferenceOptions.everything()).isEmpty())
        .isTrue();
    return snapshot;
  }

  private static void assertLeads(Connection connection, Snapshot from, Snapshot to, String what)
      throws SQLException {
    Difference difference = Difference.between(from, to, DifferenceOptions.everything());
    assertThat(difference.refusals()).as(what).isEmpty();
    String script = PairRun.text(difference);
    try {
      PairRun.apply(connection, difference.script());
    } catch (SQLException e) {
      throw new AssertionError(what + ": " + e.getMessage() + "\n" + script, e);
    }
    Snapshot reached = SnapshotReader.read(connection, SnapshotScope.all());
    Difference rest = Difference.between(reached, to, DifferenceOptions.everything());
    assertThat(PairRun.describe(rest)).as(what + "\n" + script).isEmpty();
  }
}
