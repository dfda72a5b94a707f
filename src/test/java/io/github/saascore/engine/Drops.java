package io.github.saascore.engine;

import io.github.saascore.postgres.DroppableObject;
import io.github.saascore.postgres.RunInfo;
import io.github.saascore.postgres.Session;
import io.github.saascore.postgres.SessionOptions;
import io.github.saascore.postgres.StoreSql;
import io.github.saascore.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** What the tests of the drop have in common: a plan and a run on a connection of the owner. */
final class Drops {
  private Drops() {}

  static Connection connect(TestDatabase db) throws SQLException {
    return DriverManager.getConnection(db.url() + "&preferQueryMode=simple");
  }

  /** Returns the database at the other end of a connection, for a use case. */
  static Database over(Connection connection) {
    return new Database(
        Session.over(connection, SessionOptions.defaults().withSchema("public")),
        new StoreSql(Optional.of("public"), RunInfo.of("tester@here", "0-test")),
        (name, where) -> code -> {},
        event -> {});
  }

  static DropPlan plan(TestDatabase db, String... schemas) throws SQLException {
    try (Connection connection = connect(db)) {
      return new DropCascade(DropOptions.DEFAULTS).plan(over(connection), List.of(schemas));
    }
  }

  static DropResult drop(TestDatabase db, String... schemas) throws SQLException {
    return drop(db, DropOptions.DEFAULTS, schemas);
  }

  static DropResult drop(TestDatabase db, DropOptions options, String... schemas)
      throws SQLException {
    return drop(db, Optional.of(db.name()), options, schemas);
  }

  static DropResult drop(
      TestDatabase db, Optional<String> confirmation, DropOptions options, String... schemas)
      throws SQLException {
    try (Connection connection = connect(db)) {
      DropCascade drop = new DropCascade(options);
      Database database = over(connection);
      DropPlan plan = drop.plan(database, List.of(schemas));
      return drop.run(database, plan, confirmation, DropListener.SILENT);
    }
  }

  static DropResult run(TestDatabase db, DropOptions options, DropPlan plan) throws SQLException {
    try (Connection connection = connect(db)) {
      return new DropCascade(options)
          .run(over(connection), plan, Optional.of(db.name()), DropListener.SILENT);
    }
  }

  static void asSuperuser(TestDatabase db, String... statements) throws SQLException {
    try (Connection connection = db.superuser();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** Drops the schema {@code public} under the lock, as the goal does. */
  static DropResult drop(Scenario scenario, String confirmation) {
    return drop(scenario, new DropCascade(DropOptions.DEFAULTS), confirmation);
  }

  /** Drops the schema {@code public} under the lock. */
  static DropResult drop(Scenario scenario, DropCascade drop, String confirmation) {
    return scenario.in(
        db -> {
          DropPlan plan = drop.plan(db, List.of("public"));
          return drop.run(db, plan, Optional.of(confirmation), DropListener.SILENT);
        });
  }

  static List<String> texts(List<DroppableObject> objects) {
    return objects.stream().map(DroppableObject::text).toList();
  }

  static List<String> relations(TestDatabase db, String schema) {
    return db.list(
        "SELECT relname FROM pg_class WHERE relnamespace = '%s'::regnamespace ORDER BY relname"
            .formatted(schema));
  }

  /** Another role of the server, which is gone when the test is over. */
  record OtherRole(TestDatabase db, String name) implements AutoCloseable {
    static OtherRole create(TestDatabase db) throws SQLException {
      String name = "O'ther-%s of " + db.user();
      asSuperuser(db, "CREATE ROLE \"%s\" LOGIN PASSWORD 'other'".formatted(name));
      return new OtherRole(db, name);
    }

    /** Runs statements with this role's rights. */
    void execute(String... statements) throws SQLException {
      try (Connection connection = db.superuser();
          Statement statement = connection.createStatement()) {
        statement.execute("SET ROLE \"%s\"".formatted(name));
        for (String sql : statements) {
          statement.execute(sql);
        }
      }
    }

    /** Drops with this role's rights. */
    DropResult drop(String... schemas) throws SQLException {
      try (Connection connection = db.superuser();
          Statement statement = connection.createStatement()) {
        statement.execute("SET ROLE \"%s\"".formatted(name));
        DropCascade drop = new DropCascade(DropOptions.DEFAULTS);
        Database database = over(connection);
        DropPlan plan = drop.plan(database, List.of(schemas));
        return drop.run(over(connection), plan, Optional.of(db.name()), DropListener.SILENT);
      }
    }

    @Override
    public void close() throws SQLException {
      asSuperuser(
          db, "DROP OWNED BY \"%s\" CASCADE".formatted(name), "DROP ROLE \"%s\"".formatted(name));
    }
  }
}
