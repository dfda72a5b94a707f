package io.github.saascore.schema;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Leads a database from one side of a pair to the other and back, and compares after each way. */
final class PairRun {
  private static final Pattern ROLE =
      Pattern.compile("(?is)^\\s*(create|drop)\\s+(role|user|group)\\b.*");
  private static final Pattern MISSING_ROLE = Pattern.compile("role \"(.*)\" does not exist");
  private static final DifferenceOptions ALL = DifferenceOptions.everything();

  /** How a way ended. */
  enum Outcome {
    EXACT,
    REFUSED,
    FAILED,
    WRONG,
    UNLOADED
  }

  /**
   * The end of one way.
   *
   * @param outcome in short
   * @param detail what was refused, failed or differs, with the script
   */
  record Way(Outcome outcome, String detail) {
    boolean isBad() {
      return outcome == Outcome.FAILED || outcome == Outcome.WRONG;
    }
  }

  /**
   * The end of both ways.
   *
   * @param pair what was run
   * @param up from a to b
   * @param down from b to a
   */
  record Result(Pair pair, Way up, Way down) {}

  private final String server;
  private final String database;

  PairRun(String server, String database) {
    this.server = server;
    this.database = database;
  }

  Result run(Pair pair) throws SQLException {
    Snapshot b;
    try (Connection connection = fresh(pair, pair.b())) {
      b = SnapshotReader.read(connection, SnapshotScope.all());
    } catch (SQLException e) {
      return unloaded(pair, e);
    }
    Snapshot a;
    Way up;
    try (Connection connection = fresh(pair, pair.a())) {
      a = SnapshotReader.read(connection, SnapshotScope.all());
      up = way(connection, a, b);
      if (up.outcome() == Outcome.EXACT) {
        return new Result(pair, up, way(connection, b, a));
      }
    } catch (SQLException e) {
      return unloaded(pair, e);
    }
    try (Connection connection = fresh(pair, pair.b())) {
      return new Result(pair, up, way(connection, b, a));
    }
  }

  private static Result unloaded(Pair pair, SQLException e) {
    Way way = new Way(Outcome.UNLOADED, String.valueOf(e.getMessage()));
    return new Result(pair, way, way);
  }

  private static Way way(Connection connection, Snapshot from, Snapshot to) {
    Difference difference;
    try {
      difference = Difference.between(from, to, ALL);
    } catch (RuntimeException e) {
      List<StackTraceElement> trace = List.of(e.getStackTrace());
      return new Way(Outcome.FAILED, e + " " + trace.subList(0, Math.min(6, trace.size())));
    }
    if (!difference.refusals().isEmpty()) {
      return new Way(Outcome.REFUSED, difference.refusals().toString());
    }
    String script = text(difference);
    try {
      apply(connection, difference.script());
      Snapshot reached = SnapshotReader.read(connection, SnapshotScope.all());
      Difference rest = Difference.between(reached, to, ALL);
      return rest.isEmpty()
          ? new Way(Outcome.EXACT, script)
          : new Way(Outcome.WRONG, describe(rest) + "\n---- script\n" + script);
    } catch (SQLException e) {
      return new Way(Outcome.FAILED, e.getMessage() + "\n---- script\n" + script);
    }
  }

  static String text(Difference difference) {
    StringBuilder text = new StringBuilder();
    difference.script().forEach(ddl -> text.append(ddl.sql()).append(";\n"));
    return text.toString();
  }

  static String describe(Difference rest) {
    List<String> lines = new ArrayList<>();
    for (Change change : rest.changes()) {
      if (change.adds()) {
        lines.add("missing " + change.address() + " " + change.to().orElseThrow().attributes());
      } else if (change.removes()) {
        lines.add("surplus " + change.address() + " " + change.from().orElseThrow().attributes());
      } else {
        for (String name : change.attributes()) {
          lines.add(
              change.address()
                  + " "
                  + name
                  + ": reached <"
                  + change.from().orElseThrow().text(name)
                  + "> wanted <"
                  + change.to().orElseThrow().text(name)
                  + ">");
        }
      }
    }
    return String.join("\n", lines);
  }

  static void apply(Connection connection, List<Ddl> script) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      for (Ddl ddl : script) {
        try {
          statement.execute(ddl.sql());
        } catch (SQLException e) {
          throw new SQLException(
              e.getMessage() + "\n---- statement\n" + ddl.sql(), e.getSQLState(), e);
        }
        if (ddl.alone()) {
          connection.commit();
        }
      }
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private Connection connect() throws SQLException {
    return connect(database);
  }

  private Connection connect(String name) throws SQLException {
    String url = server.replaceFirst("(//[^/]+/)[^?]*", "$1" + name);
    return DriverManager.getConnection(url + "&preferQueryMode=simple");
  }

  private Connection fresh(Pair pair, String side) throws SQLException {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      if (exists(statement)) {
        unsubscribe();
      }
      statement.execute("drop database if exists " + database + " with (force)");
      statement.execute("create database " + database + " template template0 strategy file_copy");
      for (String role : new TreeSet<>(pair.roles())) {
        ignoringDuplicates(statement, "create role " + Sql.quoted(role));
      }
    }
    Connection connection = connect();
    try (Statement statement = connection.createStatement()) {
      statement.execute("set check_function_bodies = off");
      for (String piece : SqlPieces.of(pair.setup() + "\n;" + side)) {
        ignoringDuplicates(statement, piece);
      }
      statement.execute("discard all");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private boolean exists(Statement statement) throws SQLException {
    try (var rows =
        statement.executeQuery("select from pg_database where datname = '" + database + "'")) {
      return rows.next();
    }
  }

  /** A subscription would keep its database from being dropped. */
  private void unsubscribe() throws SQLException {
    List<String> names = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      try (var rows =
          statement.executeQuery(
              "select subname from pg_subscription s join pg_database d on d.oid = subdbid where"
                  + " datname = current_database()")) {
        while (rows.next()) {
          names.add(Sql.quoted(rows.getString(1)));
        }
      }
      for (String name : names) {
        statement.execute("alter subscription " + name + " disable");
        statement.execute("alter subscription " + name + " set (slot_name = none)");
        statement.execute("drop subscription " + name);
      }
    }
  }

  /** Roles are the server's and outlive a database; those that a side only mentions are made. */
  private static void ignoringDuplicates(Statement statement, String sql) throws SQLException {
    try {
      statement.execute(sql);
    } catch (SQLException e) {
      Matcher missing = MISSING_ROLE.matcher(String.valueOf(e.getMessage()));
      if (missing.find()) {
        statement.execute("create role " + Sql.quoted(missing.group(1)));
        ignoringDuplicates(statement, sql);
        return;
      }
      boolean role = ROLE.matcher(sql.replaceAll("--[^\n]*\n", "")).matches();
      if (!role) {
        throw new SQLException(e.getMessage() + " IN " + sql, e.getSQLState(), e);
      }
    }
  }
}
