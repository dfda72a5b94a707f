package io.github.saascore.postgres;

import io.github.saascore.revision.RevisionId;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What stands around the statements of one transaction: its waits, its guard, its end.
 *
 * <p>Everything here is text, so that a script of a user, our own rows and the commit can travel in
 * one message.
 */
final class Envelope {
  /** How the states begin that statements of ours raise. */
  static final String OURS = "SC0";

  /** Raised by the guard when another build holds the lock. */
  static final String LOCK_TAKEN = "SC001";

  /** Raised by the guard when the revision is no longer in the state that was planned for. */
  static final String STATE_CHANGED = "SC002";

  /** Raised by the guard when a revision below or above is no longer as it was planned for. */
  static final String LINE_CHANGED = "SC003";

  /** Raised where a unit meets what it was to look out for. */
  static final String MET = "SC010";

  /**
   * Makes the server notice within about a minute that the network to us is gone, and let go of the
   * lock of the database; the server's own default is two hours. A limit for idle sessions would
   * end ours while a scratch database is at work.
   */
  static final String WATCH_COLUMNS =
      "set_config('tcp_keepalives_idle', '30', false),"
          + " set_config('tcp_keepalives_interval', '10', false),"
          + " set_config('tcp_keepalives_count', '3', false),"
          + " set_config('tcp_user_timeout', '60000', false), "
          + off("idle_session_timeout", false);

  /** Raised behind a script that gave up the lock of the session. */
  static final String LOCK_LOST = "SC013";

  private static final String WATCH = "SELECT " + WATCH_COLUMNS + ";\n";

  /**
   * Drops what a script left in the session: a temporary table would stand before a real one of the
   * same name in every later revision.
   */
  private static final String DISCARD = "CLOSE ALL;\nDISCARD TEMP;\n";

  private final SessionOptions options;
  private final StoreSql store;
  private final Optional<String> lock;
  private final Supplier<Optional<String>> kept;
  private final String reset;
  private final String settings;

  /**
   * Makes the text around transactions.
   *
   * @param lock the expression that takes the build lock for the transaction, where none is held
   * @param kept the expression that is false where the session no longer holds the lock that it
   *     took; empty where it took none
   * @param afterReset what has to stand behind {@code RESET ALL}
   */
  Envelope(
      SessionOptions options,
      StoreSql store,
      Optional<String> lock,
      Supplier<Optional<String>> kept,
      String afterReset) {
    this.options = options;
    this.store = store;
    this.lock = lock;
    this.kept = kept;
    this.reset = "RESET ALL;\n" + afterReset;
    this.settings = settings(options);
  }

  /** Returns the expression that lifts a limit, where the server knows it. */
  static String off(String limit, boolean local) {
    return "CASE WHEN current_setting('%1$s', true) <> '0' THEN set_config('%1$s', '0', %2$b) END"
        .formatted(limit, local);
  }

  /**
   * Returns the first statement of a transaction, whatever isolation role or database ask for: the
   * guard takes the lock and then reads what is applied, and a script that locks a table reads its
   * rows after that. With one snapshot for all, both would read what was there before they waited.
   */
  String begin() {
    return "BEGIN ISOLATION LEVEL READ COMMITTED;\n";
  }

  /** Returns the waits, the role and the search path that a script starts with. */
  String settings() {
    return settings;
  }

  private static String settings(SessionOptions options) {
    return "SET LOCAL lock_timeout = "
        + options.lockTimeout().toMillis()
        + ";\nSET LOCAL idle_in_transaction_session_timeout = 0;\n"
        + options
            .statementTimeout()
            .map(limit -> "SET LOCAL statement_timeout = " + limit.toMillis() + ";\n")
            .orElse("")
        + localRole(options).orElse("")
        + options.schema().map(schema -> searchPath(schema, true)).orElse("");
  }

  /**
   * Returns the settings of the session for statements that cannot stand in a transaction. There is
   * no lock_timeout: it would also end the waits of CREATE INDEX CONCURRENTLY for older
   * transactions, and leave an invalid index behind; nor is there a limit for transactions. The
   * isolation is that of all our transactions, for procedures that commit by themselves.
   */
  String sessionSettings() {
    String role = options.role().map(r -> "SET ROLE " + Quote.name(r) + ";\n").orElse("");
    return guard("", false)
        + "SET default_transaction_isolation = 'read committed';\n"
        + "SET lock_timeout = 0;\nSET statement_timeout = %d;\n"
            .formatted(options.statementTimeout().map(Duration::toMillis).orElse(0L))
        + "SELECT "
        + off("transaction_timeout", false)
        + ";\n"
        + role
        + options.schema().map(schema -> searchPath(schema, false)).orElse("");
  }

  /** Returns statements of ours as a transaction, as the configured role. */
  String ours(String rows) {
    return begin() + ownRole() + rows + commit();
  }

  /**
   * Returns what stands before a statement that has a transaction of its own, in a section without
   * one. A wait that the script sets itself is left as it is.
   */
  String beforeSingle() {
    return begin()
        + """
        SELECT set_config('lock_timeout', '%d', true) WHERE current_setting('lock_timeout') = '0';
        """
            .formatted(options.lockTimeout().toMillis());
  }

  /** Returns what follows such a statement: our own row about it, and the commit. */
  String afterSingle(String row) {
    return ownRole() + row + commit();
  }

  /** Returns the statement that bounds the waits for locks, unless the script has done so. */
  String boundWaits() {
    return """
    SELECT set_config('lock_timeout', '%d', false) WHERE current_setting('lock_timeout') = '0'
    """
        .formatted(options.lockTimeout().toMillis());
  }

  /** Returns the statement that takes {@link #boundWaits()} back. */
  String unboundWaits() {
    return """
    SELECT set_config('lock_timeout', '0', false)
     WHERE current_setting('lock_timeout')::interval = interval '%d milliseconds'
    """
        .formatted(options.lockTimeout().toMillis());
  }

  /**
   * The role of our own rows, whatever role the script has set for its session. The default is not
   * NONE: {@code ALTER ROLE ... SET role} gives a login another one.
   */
  private String ownRole() {
    return "SET LOCAL SESSION AUTHORIZATION DEFAULT;\n"
        + localRole(options).orElse("SET LOCAL role TO DEFAULT;\n");
  }

  private static Optional<String> localRole(SessionOptions options) {
    return options.role().map(role -> "SET LOCAL ROLE " + Quote.name(role) + ";\n");
  }

  private static String searchPath(String schema, boolean local) {
    return "SELECT set_config('search_path', %s || current_setting('search_path'), %b);\n"
        .formatted(Quote.text(Quote.name(schema) + ", "), local);
  }

  /** Returns the check, inside the transaction, that the world is as planned for a unit. */
  String guard(Unit unit) {
    Checks checks = new Checks();
    lock.ifPresent(expression -> checks.add("NOT " + expression, "lock taken", LOCK_TAKEN));
    unit.absent()
        .ifPresent(
            id -> checks.add("EXISTS " + row(id), "revision was applied meanwhile", STATE_CHANGED));
    unit.present()
        .ifPresent(
            id ->
                checks.add(
                    "NOT EXISTS " + row(id), "revision was undone meanwhile", STATE_CHANGED));
    if (lock.isPresent()) {
      line(checks, unit);
    }
    unit.watch().before().forEach(one -> checks.add(one.condition(), one.message(), MET));
    return guard(checks.text(), true);
  }

  /** Returns the check, behind the statements of a unit, that they made nothing twice. */
  String watch(Unit unit) {
    Checks checks = new Checks();
    unit.watch().after().forEach(one -> checks.add(one.condition(), one.message(), MET));
    return checks.statement();
  }

  /** Returns the check, behind the statements of a unit, that none gave up the build's lock. */
  String kept(Unit unit) {
    String message = unit.name() + " gave up the lock that keeps other builds out";
    Checks checks = new Checks();
    kept.get().ifPresent(held -> checks.add("NOT (" + held + ")", message, LOCK_LOST));
    return checks.statement();
  }

  /** Returns the statement that takes the lock, or fails. */
  static String takeLock(String expression) {
    Checks check = new Checks();
    check.add("NOT " + expression, "another build works on this database", LOCK_TAKEN);
    return check.statement();
  }

  /** Returns the check that exactly these revisions are applied. */
  String unchanged(Set<RevisionId> applied) {
    String stored =
        "(SELECT coalesce(array_agg(revision ORDER BY revision COLLATE \"C\"), '{}') FROM %s)"
            .formatted(store.revisions());
    String planned = Quote.array(applied.stream().map(RevisionId::value).sorted().toList());
    Checks checks = new Checks();
    checks.add(stored + " <> " + planned, "other revisions are applied by now", STATE_CHANGED);
    return checks.statement();
  }

  /** Between the transactions of a run that holds no lock, another build may have worked. */
  private void line(Checks checks, Unit unit) {
    for (RevisionId id : unit.line().below()) {
      String message = "revision " + id + " below it was undone meanwhile";
      checks.add("NOT EXISTS " + row(id), message, LINE_CHANGED);
    }
    if (unit.line().highest() && unit.present().isPresent()) {
      String child =
          "EXISTS (SELECT FROM %s WHERE %s = ANY (down_revision || depends_on))"
              .formatted(store.revisions(), Quote.text(unit.present().get().value()));
      checks.add(child, "a revision above it was applied meanwhile", LINE_CHANGED);
    }
  }

  private static String guard(String checks, boolean local) {
    // A server on a platform that cannot watch its client refuses the first setting; the run is
    // then no worse than without it.
    String body =
        "BEGIN\n  BEGIN\n    PERFORM set_config('client_connection_check_interval', '1s', "
            + local
            + ");\n  EXCEPTION WHEN OTHERS THEN NULL;\n  END;\n"
            + checks
            + "END\n";
    return "DO " + Quote.text(body) + ";\n";
  }

  private String row(RevisionId id) {
    return "(SELECT FROM "
        + store.revisions()
        + " WHERE revision = "
        + Quote.text(id.value())
        + ")";
  }

  /**
   * Returns what follows a user's statements: deferred constraints are checked while the place is
   * known, and settings the script left behind are taken back before our own rows are written.
   */
  String afterScript() {
    // Behind a pooler the session is not ours alone.
    return "SET CONSTRAINTS ALL IMMEDIATE;\n"
        + (lock.isPresent() ? "" : DISCARD)
        + reset
        + (lock.isPresent() ? "" : WATCH)
        + "RESET SESSION AUTHORIZATION;\nRESET ROLE;\n"
        + localRole(options).orElse("");
  }

  /** Takes back what a section without a transaction has set for its session. */
  String resetSession() {
    return DISCARD + reset + "RESET SESSION AUTHORIZATION;\nRESET ROLE;\n" + WATCH;
  }

  /** Returns the end of a transaction. */
  String commit() {
    return "COMMIT;\n";
  }
}
