package io.github.saascore.engine;

import io.github.saascore.postgres.Existing;
import io.github.saascore.testing.TestDatabase;
import io.github.saascore.testing.WholeState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A migration directory whose every statement shows when it ran twice or not at all, and the states
 * in which its runs may leave a database.
 */
final class FaultStory {
  /** The id of the revision that runs without a transaction. */
  static final String STEPWISE = "rev00004";

  private static final int MANY = 120;

  private final Scenario scenario;
  private final TestDatabase database;
  private final List<String> up = new ArrayList<>();
  private final List<String> down = new ArrayList<>();
  private final String dropped;
  private final String stamped;

  /**
   * Writes the files, and walks up and down once in the database, to learn its states.
   *
   * @param database is left empty
   */
  FaultStory(Path directory, TestDatabase database) {
    this.database = database;
    this.scenario = new Scenario(directory, database);
    empty();
    up.add(state());
    scenario.in(
        db -> {
          db.runner(db.lock(), Existing.FAIL).bootstrap();
          return db;
        });
    up.add(state());
    for (Runnable file : files()) {
      file.run();
      scenario.upgrade();
      up.add(state());
    }
    down.add(state());
    while (!scenario.applied().isEmpty()) {
      scenario.downgrade(scenario.applied().size() == 1 ? "base" : "-1");
      down.add(state());
    }
    full();
    drop();
    dropped = state();
    scenario.stamp(false, "heads");
    stamped = state();
    empty();
  }

  private List<Runnable> files() {
    return List.of(
        () -> scenario.revision("rev00001", "", FIRST, "DROP TABLE customer, ran;"),
        () -> scenario.revision("rev00002", "rev00001", COPIED, "DELETE FROM customer;"),
        () -> scenario.revision("rev00003", "rev00002", many(), "DROP TABLE invoice;"),
        this::stepwise,
        () -> scenario.revision("rev00005", "rev00004", LAST, LAST_BACK),
        () -> scenario.file("repeatable/total.sql", REPEATABLE));
  }

  private static final String FIRST =
      """
      CREATE TABLE ran (step text);
      CREATE TABLE customer (id int PRIMARY KEY, name text NOT NULL);
      COMMENT ON TABLE customer IS 'who pays';
      INSERT INTO customer VALUES (1, 'Ada'), (2, 'Böhm');
      INSERT INTO ran VALUES ('1');\
      """;

  private static final String COPIED =
      """
      INSERT INTO ran VALUES ('2 before');
      COPY customer (id, name) FROM stdin;
      11\tCopied
      12\tTwice?
      \\.
      INSERT INTO ran VALUES ('2 behind');\
      """;

  private static final String LAST =
      """
      ALTER TABLE invoice ADD FOREIGN KEY (customer) REFERENCES customer DEFERRABLE INITIALLY DEFERRED;
      UPDATE customer SET name = name || '!';
      CREATE VIEW names AS SELECT name FROM customer;
      CREATE FUNCTION twice(n int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT n * 2; END;
      INSERT INTO ran VALUES ('5');\
      """;

  private static final String LAST_BACK =
      """
      DROP VIEW IF EXISTS total;
      DROP FUNCTION twice;
      DROP VIEW names;
      UPDATE customer SET name = left(name, -1);
      ALTER TABLE invoice DROP CONSTRAINT invoice_customer_fkey;\
      """;

  private static final String REPEATABLE =
      """
      DROP VIEW IF EXISTS total;
      CREATE VIEW total AS SELECT customer, count(*) FROM invoice GROUP BY customer;
      INSERT INTO ran VALUES ('total');
      """;

  /** More statements than one message holds. */
  private static String many() {
    return "CREATE TABLE invoice (n int, customer int);\n"
        + IntStream.range(0, MANY)
            .mapToObj(n -> "INSERT INTO invoice VALUES (%d, %d);\n".formatted(n, n % 2 + 1))
            .collect(Collectors.joining())
        + "INSERT INTO ran VALUES ('3');";
  }

  private void stepwise() {
    scenario.file(
        STEPWISE + "_x.sql",
        """
        -- revision: %s
        -- down_revision: rev00003
        -- saascore:upgrade transaction=none
        INSERT INTO ran VALUES ('4 before');
        CREATE INDEX CONCURRENTLY invoice_n ON invoice (n);
        REINDEX INDEX CONCURRENTLY customer_pkey;
        INSERT INTO ran VALUES ('4 behind');
        -- saascore:downgrade transaction=none
        DROP INDEX CONCURRENTLY invoice_n;
        DELETE FROM ran WHERE step LIKE '4%%';
        """
            .formatted(STEPWISE));
  }

  Scenario scenario() {
    return scenario;
  }

  /** Returns the state of the database now. */
  String state() {
    return WholeState.of(database);
  }

  /** Returns all states of an upgrade from nothing; the last one is the whole. */
  List<String> up() {
    return Collections.unmodifiableList(up);
  }

  /** Returns all states of a downgrade to nothing, from the whole. */
  List<String> down() {
    return Collections.unmodifiableList(down);
  }

  /** Returns the state behind a drop of the whole. */
  String dropped() {
    return dropped;
  }

  /**
   * Tells whether a state is one between two transactions, or says itself that a revision without a
   * transaction is in the middle.
   */
  static boolean isWhole(String state, List<String> states) {
    return states.contains(state)
        || state.contains("\"state\": \"started\"")
        || state.contains("\"state\": \"undoing\"");
  }

  /** Returns the state behind a stamp of nothing. */
  String stamped() {
    return stamped;
  }

  /** Removes everything; other sessions are ended. */
  void empty() {
    database.execute(
        """
        SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity
         WHERE datname = current_database() AND usename = current_user
           AND pid <> pg_backend_pid()
        """,
        "DROP SCHEMA public CASCADE",
        "CREATE SCHEMA public");
  }

  /** Returns a state without the log: what is, not how it came about. */
  static String bare(String state) {
    return state.replaceFirst("(?s)(rows of [^\n]*saascore_event)\n.*?(?=\nrows of |$)", "$1");
  }

  /** Returns the state of everything applied. */
  String whole() {
    return up.get(up.size() - 1);
  }

  /** Makes the whole, from nothing. */
  void full() {
    empty();
    scenario.upgrade();
  }

  /** Drops what the schema holds. */
  DropResult drop() {
    return drop(scenario);
  }

  /** Drops what the schema holds, on the connection of this scenario. */
  DropResult drop(Scenario where) {
    return Drops.drop(where, database.name());
  }
}
