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

/** A database that is made anew for each side of each pair, by a superuser. */
final class PairDatabase {
  private static final Pattern ROLE =
      Pattern.compile("(?is)^\\s*(create|drop)\\s+(role|user|group)\\b.*");
  private static final Pattern MISSING_ROLE = Pattern.compile("role \"(.*)\" does not exist");

  private final String server;
  private final String database;

  PairDatabase(String server, String database) {
    this.server = server;
    this.database = database;
  }

  private Connection connect() throws SQLException {
    return connect(database);
  }

  private Connection connect(String name) throws SQLException {
    String url = server.replaceFirst("(//[^/]+/)[^?]*", "$1" + name);
    return DriverManager.getConnection(url + "&preferQueryMode=simple");
  }

  /** Makes the database anew with one side of a pair; the caller closes the connection. */
  Connection with(Pair pair, String side) throws SQLException {
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
