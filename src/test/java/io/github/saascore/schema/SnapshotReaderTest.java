package io.github.saascore.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a snapshot says, and what never makes two of them differ. */
@ExtendWith(PostgresExtension.class)
class SnapshotReaderTest {

  @Test
  void anEmptyDatabaseHasOnlyItsPublicSchema(TestDatabase db) throws SQLException {
    Snapshot snapshot = read(db);
    assertThat(snapshot.facts().keySet()).containsExactly(new Address(Kind.SCHEMA, "", "public"));
    assertThat(snapshot.unmodelled()).isEmpty();
    assertThat(snapshot.role()).isEqualTo(db.user());
  }

  @Test
  void theSearchPathOfTheSessionMakesNoDifference(TestDatabase db) throws SQLException {
    db.execute(
        "CREATE SCHEMA app",
        "CREATE TABLE app.t (id serial, d date DEFAULT '2026-01-02')",
        "CREATE VIEW app.v AS SELECT id FROM app.t");
    Snapshot plain = read(db);
    try (Connection connection = db.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "SET search_path = app; SET intervalstyle = 'iso_8601'; SET quote_all_identifiers = on");
      assertThat(SnapshotReader.read(connection, SnapshotScope.all())).isEqualTo(plain);
      connection.setAutoCommit(false);
      assertThat(SnapshotReader.read(connection, SnapshotScope.all())).isEqualTo(plain);
      try (var rows = statement.executeQuery("SHOW search_path")) {
        rows.next();
        assertThat(rows.getString(1)).isEqualTo("app");
      }
    }
  }

  @Test
  void whatAnotherSessionDropsMeanwhileIsThereOrNot(TestDatabase db) throws Exception {
    db.execute("CREATE TABLE stays (id int PRIMARY KEY)");
    Snapshot without = read(db);
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Void> other = CompletableFuture.runAsync(() -> makeAndDrop(db, done));
    try {
      for (int i = 0; i < 20; i++) {
        assertThat(read(db).facts()).containsAllEntriesOf(without.facts());
      }
    } finally {
      done.set(true);
      other.get();
    }
    assertThat(read(db)).isEqualTo(without);
  }

  private static void makeAndDrop(TestDatabase db, AtomicBoolean done) {
    try (Connection connection = db.connect();
        Statement statement = connection.createStatement()) {
      while (!done.get()) {
        statement.execute(
            """
            CREATE TABLE goes (id serial PRIMARY KEY, d text DEFAULT 'x', CHECK (d <> ''));
            CREATE INDEX ON goes (lower(d));
            CREATE VIEW seen AS SELECT id, d FROM goes
            """);
        statement.execute("DROP TABLE goes CASCADE");
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aReaderThatIsKeptSeesEveryChangeAndLeavesNothingBehind(TestDatabase db) throws SQLException {
    try (Connection connection = db.connect();
        Statement statement = connection.createStatement()) {
      try (SnapshotReader reader = new SnapshotReader(connection, SnapshotScope.all())) {
        Snapshot empty = reader.read();
        assertThat(empty).isEqualTo(SnapshotReader.read(connection, SnapshotScope.all()));
        statement.execute("CREATE TABLE t (id serial PRIMARY KEY, d text DEFAULT 'x')");
        assertThat(reader.read()).isEqualTo(SnapshotReader.read(connection, SnapshotScope.all()));
        statement.execute("DISCARD ALL");
        assertThat(reader.read()).isEqualTo(SnapshotReader.read(connection, SnapshotScope.all()));
        statement.execute("DROP TABLE t");
        assertThat(reader.read()).isEqualTo(empty);
      }
      try (var rows =
          statement.executeQuery(
              "SELECT FROM pg_prepared_statements WHERE name LIKE 'saascore%'")) {
        assertThat(rows.next()).isFalse();
      }
    }
  }

  @Test
  void aFingerprintStandsForTheDefinitions(TestDatabase db) throws SQLException {
    db.execute("CREATE TABLE t (a int, b text)");
    String before = read(db).fingerprint();
    db.execute("GRANT SELECT ON t TO PUBLIC");
    assertThat(read(db).fingerprint()).isEqualTo(before).hasSize(64);
    db.execute("ALTER TABLE t ALTER a SET NOT NULL");
    assertThat(read(db).fingerprint()).isNotEqualTo(before);
    db.execute("ALTER TABLE t ALTER a DROP NOT NULL");
    assertThat(read(db).fingerprint()).isEqualTo(before);
  }

  @Test
  void theObjectsOfOtherRolesAreKnownAsTheirs(TestDatabase db) throws SQLException {
    try (Connection connection = db.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE public.theirs (n int)");
      db.execute("CREATE TABLE ours (n int)");
    }
    Snapshot snapshot = read(db);
    assertThat(snapshot.isOthers(new Address(Kind.COLUMN, "public.theirs", "n"))).isTrue();
    assertThat(snapshot.isOthers(new Address(Kind.COLUMN, "public.ours", "n"))).isFalse();
    assertThat(snapshot.owner(new Address(Kind.COLUMN, "public.ours", "n"))).contains(db.user());
    assertThat(snapshot.owner(new Address(Kind.TABLE, "public", "none"))).isEmpty();
  }

  /** Only a superuser may read where a subscription connects to; what others see is no drift. */
  @Test
  void aSubscriptionIsNamedToWhoMayNotReadIt(TestDatabase db) throws SQLException {
    try (Connection superuser = db.superuser();
        Statement statement = superuser.createStatement();
        Connection owner = db.connect()) {
      statement.execute(
          "CREATE SUBSCRIPTION kept CONNECTION 'dbname=postgres' PUBLICATION p"
              + " WITH (connect = false, slot_name = NONE)");
      Snapshot whole = SnapshotReader.read(superuser, SnapshotScope.all());
      Snapshot seen = SnapshotReader.read(owner, SnapshotScope.all());
      assertThat(whole.unmodelled()).isEmpty();
      assertThat(seen.unmodelled()).containsExactly("subscription kept");
      for (Difference difference :
          List.of(
              Difference.between(whole, seen, DifferenceOptions.definitions()),
              Difference.between(seen, whole, DifferenceOptions.definitions()))) {
        assertThat(difference.isEmpty()).isTrue();
        assertThat(difference.refusals()).isEmpty();
      }
      statement.execute("DROP SUBSCRIPTION kept");
      Snapshot without = SnapshotReader.read(superuser, SnapshotScope.all());
      assertThat(Difference.between(seen, without, DifferenceOptions.everything()).refusals())
          .hasSize(1);
    }
  }

  @Test
  void serialIsASequenceADefaultAndATie(TestDatabase db) throws SQLException {
    db.execute("CREATE TABLE t (id serial)");
    Snapshot serial = read(db);
    db.execute(
        "DROP TABLE t",
        "CREATE SEQUENCE t_id_seq AS integer",
        "CREATE TABLE t (id integer NOT NULL DEFAULT nextval('t_id_seq'))",
        "ALTER SEQUENCE t_id_seq OWNED BY t.id");
    assertThat(read(db).facts()).isEqualTo(serial.facts());
  }

  @Test
  void droppedColumnsLeaveNoTrace(TestDatabase db) throws SQLException {
    db.execute("CREATE TABLE t (a int, b int)");
    Snapshot plain = read(db);
    db.execute(
        "DROP TABLE t",
        "CREATE TABLE t (a int, gone int, b int)",
        "ALTER TABLE t DROP COLUMN gone");
    assertThat(read(db)).isEqualTo(plain);
  }

  @Test
  void privilegesGrantedAndTakenAreThoseNeverTouched(TestDatabase db) throws SQLException {
    db.execute("CREATE TABLE t (a int)");
    Snapshot plain = read(db);
    db.execute("GRANT SELECT ON t TO PUBLIC", "REVOKE SELECT ON t FROM PUBLIC");
    assertThat(read(db)).isEqualTo(plain);
  }

  @Test
  void aCheckReadsTheSameAfterItsOwnTextWasReadBack(TestDatabase db) throws SQLException {
    db.execute("CREATE TABLE t (s varchar(9) CONSTRAINT c CHECK (s IN ('a', 'b')))");
    Snapshot plain = read(db);
    String text =
        plain.facts().get(new Address(Kind.CONSTRAINT, "public.t", "c")).text("definition");
    db.execute("ALTER TABLE t DROP CONSTRAINT c", "ALTER TABLE t ADD CONSTRAINT c " + text);
    assertThat(read(db)).isEqualTo(plain);
  }

  @Test
  void ownTablesAndOtherSchemasAreLeftOutWhereAsked(TestDatabase db) throws SQLException {
    Snapshot plain = read(db);
    db.execute(
        "CREATE TABLE saascore_revision (id serial PRIMARY KEY)",
        "CREATE SCHEMA other",
        "CREATE TABLE other.t ()");
    try (Connection connection = db.connect()) {
      SnapshotScope scope =
          SnapshotScope.of(Set.of("public")).ignoring(Set.of("saascore_revision"));
      assertThat(SnapshotReader.read(connection, scope).facts().keySet())
          .as("the sequence of the ignored table goes with it")
          .isEqualTo(plain.facts().keySet());
    }
  }

  @Test
  void theObjectsOfAnExtensionAreTheExtensions(TestDatabase db) throws SQLException {
    try (Connection connection = db.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE EXTENSION citext");
      statement.execute("CREATE TABLE t (c citext)");
      Snapshot snapshot = SnapshotReader.read(connection, SnapshotScope.all());
      Address extension = new Address(Kind.EXTENSION, "", "citext");
      assertThat(snapshot.facts()).hasSize(4).containsKey(extension);
      assertThat(snapshot.facts().get(new Address(Kind.COLUMN, "public.t", "c")).dependencies())
          .contains(extension);
    }
  }

  private static Snapshot read(TestDatabase db) throws SQLException {
    try (Connection connection = db.connect()) {
      return SnapshotReader.read(connection, SnapshotScope.all());
    }
  }
}
