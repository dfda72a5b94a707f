package io.github.saascore.schema;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One database of a superuser that is emptied for each side of each pair, and made anew where
 * emptying it left something.
 */
final class PairDatabase implements AutoCloseable {
  private static final Pattern ROLE =
      Pattern.compile("(?is)^\\s*(create|drop)\\s+(role|user|group)\\b.*");
  private static final Pattern MISSING_ROLE = Pattern.compile("role \"(.*)\" does not exist");

  /** What a side may have made, in an order in which it can go. */
  private static final String RESET =
      """
      reset session authorization;
      reset all;
      discard temp;
      set client_min_messages = error;
      do $reset$
      declare statement text;
      begin
        for statement in
          select s from (
            select 1, format('drop event trigger if exists %I', evtname) from pg_event_trigger
            union all
            select 2, format('drop publication %I', pubname) from pg_publication
            union all
            select 3, format('drop extension if exists %I cascade', extname)
            from pg_extension where extname <> 'plpgsql'
            union all
            select 4, format('drop foreign data wrapper if exists %I cascade', fdwname)
            from pg_foreign_data_wrapper
            union all
            select 5, format('drop cast if exists (%s as %s)',
              castsource::regtype, casttarget::regtype)
            from pg_cast where oid >= 16384
            union all
            select 6, format('drop schema if exists %I cascade', nspname)
            from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'
            union all
            select 7, format('drop access method if exists %I cascade', amname)
            from pg_am where oid >= 16384
          ) all_of_it (step, s) order by step
        loop
          execute statement;
        end loop;
      end $reset$;
      create schema public authorization pg_database_owner;
      grant usage on schema public to public;
      comment on schema public is 'standard public schema';
      reset client_min_messages
      """;

  private final String server;
  private final String database;
  private Optional<Connection> open = Optional.empty();
  private Optional<SnapshotReader> reader = Optional.empty();
  private Optional<Snapshot> pristine = Optional.empty();

  PairDatabase(String server, String database) {
    this.server = server;
    this.database = database;
  }

  private Connection connect(String name) throws SQLException {
    return DriverManager.getConnection(url(name) + "&preferQueryMode=simple");
  }

  private String url(String name) {
    return server.replaceFirst("(//[^/]+/)[^?]*", "$1" + name);
  }

  /** Returns the JDBC URL of the database, for other tools. */
  String url() {
    return url(database);
  }

  Connection connection() {
    return open.orElseThrow();
  }

  /** Returns the schema as it is now. */
  Snapshot read() throws SQLException {
    return reader.orElseThrow().read();
  }

  /** Empties the database and returns what is in it then: what each database begins with. */
  Snapshot empty() throws SQLException {
    if (open.isPresent() && !connection().isClosed() && reset()) {
      return pristine.orElseThrow();
    }
    makeAnew();
    return pristine.orElseThrow();
  }

  private boolean reset() throws SQLException {
    try (Statement statement = connection().createStatement()) {
      unsubscribe(statement);
      statement.execute(RESET);
      return Difference.between(read(), pristine.orElseThrow(), DifferenceOptions.everything())
          .isEmpty();
    } catch (SQLException e) {
      // Whatever stands in the way goes with the whole database.
      return false;
    }
  }

  private void makeAnew() throws SQLException {
    disconnect();
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      drop(statement);
      statement.execute(
          "create database " + Sql.quoted(database) + " template template0 strategy file_copy");
    }
    open = Optional.of(connect(database));
    reader = Optional.of(new SnapshotReader(connection(), SnapshotScope.all()));
    pristine = Optional.of(read());
  }

  /** Empties the database and loads one side of a pair into it. */
  void load(Pair pair, String side) throws SQLException {
    empty();
    try (Statement statement = connection().createStatement()) {
      for (String role : new TreeSet<>(pair.roles())) {
        ignoringDuplicates(statement, "create role " + Sql.quoted(role));
      }
      statement.execute("set check_function_bodies = off");
      for (String piece : SqlPieces.of(pair.setup() + "\n;" + side)) {
        ignoringDuplicates(statement, piece);
      }
      statement.execute("reset session authorization; reset all; discard temp");
    }
  }

  /** A subscription would keep its database from being dropped. */
  private static void unsubscribe(Statement statement) throws SQLException {
    List<String> names = new ArrayList<>();
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

  private void disconnect() throws SQLException {
    if (open.isPresent()) {
      connection().close();
      open = Optional.empty();
    }
  }

  /** Drops the database. */
  @Override
  public void close() {
    try {
      if (open.isPresent() && !connection().isClosed()) {
        try (Statement statement = connection().createStatement()) {
          unsubscribe(statement);
        }
      }
      disconnect();
      try (Connection connection = connect("postgres");
          Statement statement = connection.createStatement()) {
        drop(statement);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("unable to drop the database " + database, e);
    }
  }

  private void drop(Statement statement) throws SQLException {
    statement.execute("drop database if exists " + Sql.quoted(database) + " with (force)");
  }
}
