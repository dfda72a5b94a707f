package io.github.saascore.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * One connection to one database, with what the server said of itself.
 *
 * <p>The driver's transaction handling stays off: {@code BEGIN} and {@code COMMIT} are part of the
 * messages we send, so that a whole revision can be one message. A session is used by one thread.
 */
public final class Session implements AutoCloseable {
  private final Connection connection;
  private final SessionOptions options;
  private ServerFacts facts;
  private final Optional<Supplier<Connection>> another;
  private Optional<Pooler> pooler = Optional.empty();
  private Consumer<String> notices = notice -> {};
  private Optional<Silence> silence = Optional.empty();
  private Optional<String> afterReset = Optional.empty();
  private Duration fastestTrip = Duration.ofDays(1);

  private Session(
      Connection connection,
      SessionOptions options,
      ServerFacts facts,
      Optional<Supplier<Connection>> another) {
    this.connection = connection;
    this.options = options;
    this.facts = facts;
    this.another = another;
  }

  /**
   * Takes over an open connection and asks the server, in one round trip, what it is.
   *
   * @throws io.github.saascore.revision.SaascoreException when the server does not answer, or
   *     nothing says in which schema to work
   */
  public static Session over(Connection connection, SessionOptions options) {
    return over(connection, options, Optional.empty());
  }

  /**
   * Takes over an open connection, as the other method does.
   *
   * @param another opens a second connection of the same kind; it is used, for a moment, only where
   *     a proxy answers and something is to be changed, to find out what the proxy does
   */
  public static Session over(
      Connection connection, SessionOptions options, Supplier<Connection> another) {
    return over(connection, options, Optional.of(another));
  }

  private static Session over(
      Connection connection, SessionOptions options, Optional<Supplier<Connection>> another) {
    try {
      return new Session(connection, options, readFacts(connection, options), another);
    } catch (SQLException e) {
      throw SqlProblems.ofOurs(e).asException();
    }
  }

  /**
   * Returns what stands between this session and the server; it is found out when first asked. A
   * proxy of which nothing is known counts as one for transactions, which is safe with all.
   */
  public Pooling pooling() {
    return pooler().pooling();
  }

  /** Returns the same, with the reason where it could not be found out. */
  Pooler pooler() {
    if (pooler.isEmpty()) {
      pooler = Optional.of(facts.proxied() ? proxy() : Pooler.NOBODY);
    }
    return pooler.get();
  }

  /**
   * Returns what has to stand behind {@code RESET ALL}, in the same message: a pooler in between
   * made the connection to the server, so that its settings are those of the role, and the driver
   * ends a connection whose dates it cannot read. Asked first before any script has set anything.
   */
  public String afterReset() {
    if (afterReset.isEmpty()) {
      try {
        afterReset = Optional.of(Reported.settle(connection, facts.proxied()));
      } catch (SQLException e) {
        throw SqlProblems.ofOurs(e).asException();
      }
    }
    return afterReset.get();
  }

  /** Returns what opens a second connection of the same kind, where the session was given it. */
  Optional<Supplier<Connection>> another() {
    return another;
  }

  private Pooler proxy() {
    try {
      return another.isPresent()
          ? Pooler.of(connection, facts.backendPid(), another.get())
          : Pooler.unknown("there is no second connection");
    } catch (SQLException e) {
      throw SqlProblems.ofOurs(e).asException();
    }
  }

  private static ServerFacts readFacts(Connection connection, SessionOptions options)
      throws SQLException {
    String schema = options.schema().map(Quote::text).orElse("current_schema()");
    // Not to_regclass(): it fails for a schema that the role may not use.
    String sql =
        """
        SELECT current_setting('server_version') AS version,
               current_setting('server_version_num')::int AS version_number,
               pg_backend_pid() AS pid,
               current_database() AS database,
               %1$s AS role,
               pg_is_in_recovery()
                 OR current_setting('default_transaction_read_only') = 'on' AS read_only,
               s.name AS schema,
               n.oid IS NOT NULL AS schema_exists,
               EXISTS (SELECT FROM pg_class WHERE relnamespace = n.oid
                                              AND relname = 'saascore_revision') AS store,
               (%5$s) AS others,
               (%6$s) AS hidden,
               (SELECT min(relname::text) FROM pg_class
                 WHERE relnamespace = n.oid
                   AND relname IN ('alembic_version', 'flyway_schema_history')) AS other_tool,
               (%3$s) AS protection,
               (%4$s) AS dropped
          FROM (SELECT %2$s::text AS name) s
          LEFT JOIN pg_namespace n ON n.nspname = s.name
        """
            .formatted(
                options.role().map(Quote::text).orElse("current_user"),
                schema,
                ProtectionMark.QUERY,
                DropMark.QUERY,
                SearchPath.OTHERS,
                HiddenRows.QUERY);
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      try (ResultSet row = statement.executeQuery(sql)) {
        row.next();
        SearchPath.requireAny(Optional.ofNullable(row.getString("schema")));
        HiddenRows.requireNone(Optional.ofNullable(row.getString("hidden")));
        if (options.schema().isEmpty() && !row.getBoolean("store")) {
          String[] others = (String[]) row.getArray("others").getArray();
          SearchPath.requireMeant(connection, row.getString("schema"), List.of(others));
        }
        int pid = row.getInt("pid");
        return new ServerFacts(
            row.getString("version"),
            row.getInt("version_number"),
            pid,
            connection.unwrap(PGConnection.class).getBackendPID() != pid,
            row.getString("database"),
            row.getString("role"),
            row.getBoolean("read_only"),
            row.getString("schema"),
            row.getBoolean("schema_exists"),
            row.getBoolean("store"),
            Optional.ofNullable(row.getString("other_tool")),
            Optional.ofNullable(row.getString("protection")),
            Optional.ofNullable(row.getString("dropped")));
      }
    }
  }

  /** Asks the server again what it is and holds; the schema stays the one that was found first. */
  public void lookAgain() {
    try {
      facts = readFacts(connection, options.withSchema(facts.schema()));
    } catch (SQLException e) {
      throw SqlProblems.ofOurs(e).asException();
    }
  }

  /** Returns what the server said of itself. */
  public ServerFacts facts() {
    return facts;
  }

  /** Returns the time that the fastest query took so far: about a round trip of the network. */
  Duration fastestTrip() {
    return fastestTrip;
  }

  /** Returns the waits and names this session works with. */
  public SessionOptions options() {
    return options;
  }

  /** Returns the connection, for what needs more than messages (COPY, Java bodies). */
  public Connection connection() {
    return connection;
  }

  /** Tells whether the connection is gone. */
  public boolean isLost() {
    try {
      return connection.isClosed();
    } catch (SQLException e) {
      return true;
    }
  }

  /** Sends every notice and warning of the server to this consumer from now on. */
  public void onNotice(Consumer<String> consumer) {
    notices = consumer;
  }

  /** Says from now on why the server is silent, where a second connection can tell. */
  void onSilence(Consumer<String> progress) {
    silence.ifPresent(Silence::close);
    silence = another.map(opener -> new Silence(facts, opener, progress));
  }

  private <T> T asking(Silence.Asking<T> asking) throws SQLException {
    return silence.isPresent() ? silence.get().during(asking) : asking.answer();
  }

  /**
   * Sends the text as one message and waits until all of it has run.
   *
   * @throws SQLException as the server said it; the rest of the message did not run
   */
  public void send(String sql) throws SQLException {
    asking(
        () -> {
          SimpleMessage.send(connection, sql, notices);
          return sql;
        });
  }

  /** Rolls back a transaction that is open, or that an error has ended. */
  void leaveTransaction() throws SQLException {
    TransactionState state = connection.unwrap(BaseConnection.class).getTransactionState();
    if (state != TransactionState.IDLE) {
      send("ROLLBACK");
    }
  }

  /**
   * Runs one query and maps each of its rows.
   *
   * @throws io.github.saascore.revision.SaascoreException when the server refuses
   */
  public <T> List<T> query(String sql, RowMapper<T> mapper) {
    try {
      return asking(() -> Reread.of(connection, () -> rows(sql, mapper)));
    } catch (SQLException e) {
      throw SqlProblems.ofOurs(e).asException();
    }
  }

  private <T> List<T> rows(String sql, RowMapper<T> mapper) throws SQLException {
    long start = System.nanoTime();
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      try (ResultSet rows = statement.executeQuery(sql)) {
        List<T> all = new ArrayList<>();
        while (rows.next()) {
          all.add(mapper.map(rows));
        }
        Duration trip = Duration.ofNanos(System.nanoTime() - start);
        fastestTrip = trip.compareTo(fastestTrip) < 0 ? trip : fastestTrip;
        return all;
      }
    }
  }

  /** Makes a value from the current row of a result. */
  @FunctionalInterface
  public interface RowMapper<T> {
    /** Returns the value of the current row. */
    T map(ResultSet row) throws SQLException;
  }

  @Override
  public void close() {
    silence.ifPresent(Silence::close);
    try {
      connection.close();
    } catch (SQLException e) {
      notices.accept("unable to close the connection: " + e.getMessage());
    }
  }
}
