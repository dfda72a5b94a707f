package io.github.saascore.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Leads a database from one side of a pair to the other and back, and compares after each way. */
final class PairRun implements AutoCloseable {
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
   * The end of all ways.
   *
   * @param pair what was run
   * @param up from a to b
   * @param down from b to a
   * @param anew from nothing to b: what a dump and a restore by our own words leave
   */
  record Result(Pair pair, Way up, Way down, Way anew) {
    List<Way> ways() {
      return List.of(up, down, anew);
    }
  }

  private final PairDatabase database;

  PairRun(String server, String database) {
    this.database = new PairDatabase(server, database);
  }

  Result run(Pair pair) throws SQLException {
    Snapshot a;
    Snapshot b;
    try {
      database.load(pair, pair.b());
      b = database.read();
      database.load(pair, pair.a());
      a = database.read();
    } catch (SQLException e) {
      Way way = new Way(Outcome.UNLOADED, String.valueOf(e.getMessage()));
      return new Result(pair, way, way, way);
    }
    Way up = way(a, b);
    if (up.outcome() != Outcome.EXACT) {
      database.load(pair, pair.b());
    }
    Way down = way(b, a);
    return new Result(pair, up, down, way(database.empty(), b));
  }

  private Way way(Snapshot from, Snapshot to) {
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
      apply(database.connection(), difference.script());
      Difference rest = Difference.between(database.read(), to, ALL);
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

  @Override
  public void close() {
    database.close();
  }
}
