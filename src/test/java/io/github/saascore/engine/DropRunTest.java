package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.saascore.postgres.DroppableObject;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run holds to its plan, gives way to locks, divides what is too large, and can be resumed. */
@ExtendWith(PostgresExtension.class)
@Isolated("it fills the lock table of the server that all tests share")
class DropRunTest {
  @Test
  void asksForTheNameOfTheDatabase(TestDatabase db) throws SQLException {
    db.execute("CREATE TABLE t (id int)", "INSERT INTO t SELECT 1", "ANALYZE t");
    DropPlan plan = Drops.plan(db, "public");

    try (Connection connection = Drops.connect(db)) {
      assertThatThrownBy(
              () ->
                  new DropCascade(DropOptions.DEFAULTS)
                      .run(Drops.over(connection), plan, Optional.of("other"), DropListener.SILENT))
          .hasMessage(
              """
              SC-CONFIRM: the confirmation names database 'other', but this is '%3$s'
                at %1$s:%2$d/%3$s
                schemas: public; role: %4$s
                  public.t: 1 row, 8 kB
                hint: if that is meant: mvn saascore:drop-cascade -Dsaascore.confirm=%3$s\
              """
                  .formatted(db.host(), db.port(), db.name(), db.user()));
    }
    assertThat(Drops.relations(db, "public")).containsExactly("t");
  }

  @Test
  void leavesWhatAppearedAfterThePlan(TestDatabase db) throws SQLException {
    db.execute("CREATE TABLE planned (id int)");
    DropPlan plan = Drops.plan(db, "public");
    db.execute("CREATE TABLE later (id int)");

    DropResult result = Drops.run(db, DropOptions.DEFAULTS, plan);

    assertThat(Drops.relations(db, "public")).containsExactly("later");
    assertThat(result.left().get(0).obstacle().orElseThrow().reason())
        .isEqualTo("it appeared after the plan was made");
  }

  @Test
  void stopsWhenANewDependentWouldGo(TestDatabase db) throws SQLException {
    db.execute("CREATE TABLE planned (id int)");
    DropPlan plan = Drops.plan(db, "public");
    db.execute("CREATE VIEW later AS SELECT id FROM planned");

    assertThatThrownBy(() -> Drops.run(db, DropOptions.DEFAULTS.withCollateral(true), plan))
        .hasMessageContaining("SC-COLLATERAL: the database changed while it was dropped")
        .hasMessageContaining("plan was made: view public.later\n  hint: nothing of it is touched");
    assertThat(Drops.relations(db, "public")).containsExactly("later", "planned");
  }

  @Test
  void stopsWhenANameMeansAnotherTable(TestDatabase db) throws SQLException {
    db.execute("CREATE TABLE t (id int)");
    DropPlan plan = Drops.plan(db, "public");
    db.execute("ALTER TABLE t RENAME TO old", "CREATE TABLE t (precious int)");

    assertThatThrownBy(() -> Drops.run(db, DropOptions.DEFAULTS, plan))
        .hasMessageContaining("SC-COLLATERAL");
    assertThat(Drops.relations(db, "public")).containsExactly("old", "t");
  }

  @Test
  void aTableThatIsGoneAlreadyIsNoError(TestDatabase db) throws SQLException {
    db.execute("CREATE TABLE a (id int)", "CREATE TABLE b (id int)", "CREATE TABLE c (id int)");
    DropPlan plan = Drops.plan(db, "public");
    db.execute("DROP TABLE b");

    assertThat(Drops.run(db, DropOptions.DEFAULTS, plan).left()).isEmpty();
    assertThat(Drops.relations(db, "public")).isEmpty();
  }

  /** Locks that a drop needs: of its objects, and of what it does not name. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT * FROM t | t is held by",
        "SELECT * FROM v | v is held by",
        "SELECT nextval('t_id_seq') | t_id_seq is held by",
        "SELECT * FROM apart.beside | apart.beside is held by",
        "SELECT * FROM apart.referred | apart.referred is held by",
        "SELECT * FROM apart.whole | apart.whole is held by",
        "CREATE TABLE going.later () | schema going is held by",
        "COMMENT ON FUNCTION f() IS 'x' | function f() is held by",
        "ALTER FUNCTION f() IMMUTABLE | it may wait for",
      })
  void givesWayToALockAndTriesAgain(String blocking, String expected, TestDatabase db)
      throws SQLException {
    db.execute(
        "CREATE SCHEMA apart",
        "CREATE SCHEMA going",
        "CREATE TABLE t (id serial)",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE VIEW v AS SELECT 1",
        "CREATE TABLE apart.beside (id int DEFAULT f())",
        "CREATE TABLE apart.referred (id int PRIMARY KEY)",
        "CREATE TABLE referring (id int REFERENCES apart.referred)",
        "CREATE TABLE apart.whole (id int) PARTITION BY LIST (id)",
        "CREATE TABLE part PARTITION OF apart.whole DEFAULT");
    DropOptions options =
        DropOptions.DEFAULTS
            .withLocks(Duration.ofMillis(50), 20)
            .withSchemas(List.of("going"))
            .withCollateral(true);
    List<String> reasons = new ArrayList<>();
    try (Connection blocker = db.connect();
        Connection connection = Drops.connect(db);
        Statement statement = blocker.createStatement()) {
      DropCascade drop = new DropCascade(options);
      Database database = Drops.over(connection);
      DropPlan plan = drop.plan(database, List.of("public", "going"));
      statement.execute("SET application_name = 'a stubborn report'");
      blocker.setAutoCommit(false);
      statement.execute(blocking);
      drop.run(
          database,
          plan,
          Optional.of(db.name()),
          new DropListener() {
            @Override
            public void dropped(DropBatch batch, int done, int total) {
              assertThat(done).isEqualTo(total);
            }

            @Override
            public void waiting(DropBatch batch, String reason, int attempt) {
              reasons.add(reason);
              if (attempt == 2) {
                rollback(blocker);
              }
            }
          });
    }
    assertThat(reasons)
        .hasSize(2)
        .allMatch(reason -> reason.startsWith(expected + " pid "), expected)
        .allMatch(reason -> reason.contains("(application a stubborn report, role " + db.user()))
        .allMatch(reason -> reason.contains("idle in transaction): " + blocking));
    assertThat(Drops.relations(db, "public")).isEmpty();
  }

  private static void rollback(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void namesTheSessionThatHoldsTheLock(TestDatabase db) throws SQLException {
    db.execute("CREATE TABLE t (id int)");
    DropOptions options = DropOptions.DEFAULTS.withLocks(Duration.ofMillis(20), 1);
    try (Connection blocker = db.connect();
        Statement statement = blocker.createStatement()) {
      statement.execute("SET application_name = 'a stubborn report'");
      blocker.setAutoCommit(false);
      statement.execute("SELECT * FROM t");

      assertThatThrownBy(() -> Drops.drop(db, options, "public"))
          .hasMessageContaining("SC-LOCKED: another session holds a lock on table public.t")
          .hasMessageContaining(
              "(application a stubborn report, role ", "idle in transaction): SELECT * FROM t");
    }
    assertThat(Drops.drop(db, "public").left()).isEmpty();
  }

  @Tag("long")
  @Test
  void dividesABatchThatTheLockTableCannotHold(TestDatabase db) throws SQLException {
    db.execute(
        """
        DO $$ BEGIN FOR i IN 1..1500 LOOP
          EXECUTE format('CREATE TABLE t%s (id serial PRIMARY KEY, a text UNIQUE, b text UNIQUE,
                                            c text UNIQUE, d text UNIQUE)', i);
          IF i % 100 = 0 THEN COMMIT; END IF;
        END LOOP; END $$
        """);
    DropPlan plan = Drops.plan(db, "public");
    List<DroppableObject> all = plan.objects();
    DropPlan tooLarge =
        new DropPlan(
            plan.server(),
            plan.database(),
            plan.role(),
            plan.schemas(),
            List.of(new DropBatch(all)),
            plan.kept(),
            plan.collateral());

    DropResult result = Drops.run(db, DropOptions.DEFAULTS, tooLarge);

    assertThat(result.halvings()).isPositive();
    assertThat(result.left()).isEmpty();
    assertThat(Drops.relations(db, "public")).isEmpty();
  }

  @Test
  void anInterruptedRunIsResumedByTheSameCommand(TestDatabase db) throws SQLException {
    db.execute(
        "CREATE TABLE a (id int)",
        "CREATE TABLE b (id int)",
        "CREATE TABLE saascore_revision (revision text)");
    DropPlan plan = Drops.plan(db, "public");
    DropPlan firstOnly =
        new DropPlan(
            plan.server(),
            plan.database(),
            plan.role(),
            plan.schemas(),
            List.of(new DropBatch(plan.objects().subList(0, 1))),
            plan.kept(),
            plan.collateral());
    Drops.run(db, DropOptions.DEFAULTS, firstOnly);
    assertThat(Drops.relations(db, "public")).containsExactly("b", "saascore_revision");

    assertThat(Drops.drop(db, "public").left()).isEmpty();
    assertThat(Drops.relations(db, "public")).isEmpty();
  }

  @Test
  void schemasMustExistAndBeTheUsers(TestDatabase db) {
    assertThatThrownBy(() -> Drops.plan(db, "nowhere"))
        .hasMessageContaining("SC-BAD-PARAMETER: schema \"nowhere\" does not exist")
        .hasMessageContaining("the database has public");
    assertThatThrownBy(() -> Drops.plan(db, "pg_catalog"))
        .hasMessageContaining("schema \"pg_catalog\" belongs to PostgreSQL");
  }
}
