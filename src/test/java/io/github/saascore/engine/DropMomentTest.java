package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.saascore.postgres.CatalogMoment;
import io.github.saascore.postgres.CatalogSnapshot;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is committed between the plan and a transaction of the drop is seen by its guard. */
@ExtendWith(PostgresExtension.class)
@Isolated("whether anything was written is a question about the whole server")
class DropMomentTest {
  /** The server cleans up now and then, which is a write too. */
  private static final int TRIES = 20;

  private static final String WRITE = "SELECT pg_current_xact_id()";

  @Test
  void whereNobodyWroteNothingHasChanged(TestDatabase db, TestDatabase elsewhere)
      throws SQLException {
    Optional<CatalogMoment> quiet = Optional.empty();
    for (int i = 0; i < TRIES && quiet.isEmpty(); i++) {
      Optional<CatalogMoment> moment = moment(db);
      db.execute(WRITE);
      quiet = moment.filter(seen -> isUnchanged(db, seen, 1));
    }
    CatalogMoment moment = quiet.orElseThrow();
    assertThat(isUnchanged(db, moment, 0)).isFalse();

    elsewhere.execute(WRITE);
    assertThat(isUnchanged(db, moment, 1)).isFalse();
  }

  @Test
  void aTransactionThatWritesWhileOneLooksLeavesNoMoment(TestDatabase db) throws SQLException {
    try (Connection writing = db.connect();
        Statement statement = writing.createStatement()) {
      writing.setAutoCommit(false);
      statement.execute(WRITE);
      db.execute(WRITE);
      assertThat(moment(db)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatWasBegunBeforeThePlanAndCommittedAfterItIsSeen(boolean others, TestDatabase db)
      throws SQLException {
    db.execute("CREATE TABLE planned (id int)");
    try (Connection writing = db.connect();
        Statement statement = writing.createStatement()) {
      writing.setAutoCommit(false);
      statement.execute("CREATE VIEW later AS SELECT id FROM planned");
      if (others) {
        db.execute(WRITE);
      }
      DropPlan plan = Drops.plan(db, "public");
      writing.commit();

      assertThatThrownBy(() -> Drops.run(db, DropOptions.DEFAULTS, plan))
          .hasMessageContaining("view public.later");
    }
    assertThat(Drops.relations(db, "public")).containsExactly("later", "planned");
  }

  @ParameterizedTest
  @ValueSource(strings = {"read committed", "repeatable read", "serializable"})
  void whatIsCommittedWhileTheLocksAreWaitedForIsSeen(String isolation, TestDatabase db)
      throws Exception {
    db.execute(
        "CREATE TABLE planned (id int)",
        "ALTER DATABASE \"%s\" SET default_transaction_isolation = '%s'"
            .formatted(db.name(), isolation));
    DropPlan plan = Drops.plan(db, "public");
    DropOptions options = DropOptions.DEFAULTS.withLocks(Duration.ofSeconds(60), 0);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Connection reading = db.connect();
        Statement statement = reading.createStatement();
        Connection connection = Drops.connect(db)) {
      reading.setAutoCommit(false);
      statement.execute("SELECT * FROM planned");
      String lock = "pg_catalog.pg_try_advisory_xact_lock(1)";
      Future<?> running =
          thread.submit(
              () -> {
                new DropRun(
                        Drops.over(connection).session(),
                        plan,
                        options,
                        DropListener.SILENT,
                        Optional.of(lock))
                    .run();
                return null;
              });
      String waiting =
          "SELECT count(*) FROM pg_locks WHERE relation = 'planned'::regclass AND NOT granted";
      FaultRun.await(db, waiting, "1");
      statement.execute("CREATE VIEW later AS SELECT id FROM planned");
      reading.commit();

      assertThatThrownBy(running::get).hasMessageContaining("view public.later");
    } finally {
      thread.shutdownNow();
    }
    assertThat(Drops.relations(db, "public")).containsExactly("later", "planned");
  }

  private static Optional<CatalogMoment> moment(TestDatabase db) throws SQLException {
    try (Connection connection = Drops.connect(db);
        CatalogSnapshot snapshot = CatalogSnapshot.open(connection)) {
      return CatalogMoment.of(snapshot.connection());
    }
  }

  private static boolean isUnchanged(TestDatabase db, CatalogMoment moment, int own) {
    return db.one("SELECT " + moment.unchanged(own)).equals("t");
  }
}
