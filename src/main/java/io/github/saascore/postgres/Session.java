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
import java.util.function.Predicate;
import java.util.function.Supplier;
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
  private Optional<WaitWatch> watch = Optional.empty();
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
      return new Session(connection, options, ServerFacts.read(connection, options), another);
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

  /** Asks the server again what it is and holds; the schema stays the one that was found first. */
  public void lookAgain() {
    try {
      facts = ServerFacts.read(connection, options.withSchema(facts.schema()));
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

  /**
   * Says from now on what the server waits for, every few seconds, where a second connection can
   * tell.
   */
  public void onWait(Consumer<String> progress) {
    watch.ifPresent(WaitWatch::close);
    Optional<Integer> process =
        pooling() == Pooling.TRANSACTION ? Optional.empty() : Optional.of(facts.backendPid());
    watch = another.map(opener -> new WaitWatch(process, opener, progress));
  }

  private <T> T asking(Optional<String> what, WaitWatch.Asking<T> asking) throws SQLException {
    return watch.isPresent() ? watch.get().during(what, asking) : asking.answer();
  }

  /**
   * Sends the text as one message and waits until all of it has run.
   *
   * @throws SQLException as the server said it; the rest of the message did not run
   */
  public void send(String sql) throws SQLException {
    send(sql, Optional.empty(), notices);
  }

  /**
   * Sends a statement that may take long, and tells meanwhile how far it is, too.
   *
   * @throws SQLException as the server said it
   */
  void send(io.github.saascore.script.Statement statement) throws SQLException {
    send(statement.sql(), Optional.of(statement.shape().describes()), notices);
  }

  /**
   * Sends the text as one message, as the other method does.
   *
   * @param heard tells of each notice whether it was for the caller, and nobody else hears of it
   * @throws SQLException as the server said it
   */
  void send(String sql, Predicate<String> heard) throws SQLException {
    Consumer<String> others = notices;
    Consumer<String> all =
        text -> {
          if (!heard.test(text)) {
            others.accept(text);
          }
        };
    send(sql, Optional.empty(), all);
  }

  private void send(String sql, Optional<String> what, Consumer<String> hearing)
      throws SQLException {
    asking(
        what,
        () -> {
          SimpleMessage.send(connection, sql, hearing);
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
      return asking(Optional.empty(), () -> Reread.of(connection, () -> rows(sql, mapper)));
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
    watch.ifPresent(WaitWatch::close);
    try {
      connection.close();
    } catch (SQLException e) {
      notices.accept("unable to close the connection: " + e.getMessage());
    }
  }
}
