package io.github.saascore.postgres;

import io.github.saascore.revision.RevisionId;
import java.util.Optional;

/**
 * What stands around the statements of one transaction: its waits, its guard, its end.
 *
 * <p>Everything here is text, so that a script of a user, our own rows and the commit can travel in
 * one message.
 */
final class Envelope {
  /** Raised by the guard when another build holds the lock. */
  static final String LOCK_TAKEN = "SC001";

  /** Raised by the guard when the revision is no longer in the state that was planned for. */
  static final String STATE_CHANGED = "SC002";

  private final SessionOptions options;
  private final StoreSql store;
  private final Optional<String> lock;

  /**
   * Makes the text around transactions.
   *
   * @param lock the expression that takes the build lock for the transaction, where none is held
   */
  Envelope(SessionOptions options, StoreSql store, Optional<String> lock) {
    this.options = options;
    this.store = store;
    this.lock = lock;
  }

  /** Returns the first statement of a transaction. */
  String begin() {
    return "BEGIN;\n";
  }

  /** Returns the waits, the role and the search path that a script starts with. */
  String settings() {
    String waits =
        """
        SET LOCAL lock_timeout = %d;
        SET LOCAL idle_in_transaction_session_timeout = 0;
        """
            .formatted(options.lockTimeout().toMillis());
    return waits
        + localRole().orElse("")
        + options.schema().map(schema -> searchPath(schema, true)).orElse("");
  }

  /**
   * Returns the settings of the session for statements that cannot stand in a transaction. There is
   * no lock_timeout: it would also end the waits of CREATE INDEX CONCURRENTLY for older
   * transactions, and leave an invalid index behind.
   */
  String sessionSettings() {
    String role = options.role().map(r -> "SET ROLE " + Quote.name(r) + ";\n").orElse("");
    return "SET lock_timeout = 0;\nSET statement_timeout = 0;\n"
        + role
        + options.schema().map(schema -> searchPath(schema, false)).orElse("");
  }

  /** Returns statements of ours as a transaction, as the configured role. */
  String ours(String rows) {
    return begin() + localRole().orElse("") + rows + commit();
  }

  private Optional<String> localRole() {
    return options.role().map(role -> "SET LOCAL ROLE " + Quote.name(role) + ";\n");
  }

  private static String searchPath(String schema, boolean local) {
    return "SELECT set_config('search_path', %s || current_setting('search_path'), %b);\n"
        .formatted(Quote.text(Quote.name(schema) + ", "), local);
  }

  /**
   * Returns the check, inside the transaction, that the world is as planned.
   *
   * @param absent a revision that must not be applied
   * @param present a revision that must be applied
   */
  String guard(Optional<RevisionId> absent, Optional<RevisionId> present) {
    StringBuilder checks = new StringBuilder();
    lock.ifPresent(expression -> check(checks, "NOT " + expression, "lock taken", LOCK_TAKEN));
    absent.ifPresent(
        id -> check(checks, "EXISTS " + row(id), "revision was applied meanwhile", STATE_CHANGED));
    present.ifPresent(
        id ->
            check(checks, "NOT EXISTS " + row(id), "revision was undone meanwhile", STATE_CHANGED));
    // A server on a platform that cannot watch its client refuses the first setting; the run is
    // then no worse than without it.
    String body =
        """
        BEGIN
          BEGIN
            PERFORM set_config('client_connection_check_interval', '1s', true);
          EXCEPTION WHEN OTHERS THEN NULL;
          END;
        %sEND
        """
            .formatted(checks);
    return "DO " + Quote.text(body) + ";\n";
  }

  private String row(RevisionId id) {
    return "(SELECT FROM %s WHERE revision = %s)"
        .formatted(store.revisions(), Quote.text(id.value()));
  }

  private static void check(StringBuilder to, String condition, String message, String state) {
    to.append("  IF ").append(condition).append(" THEN\n    RAISE EXCEPTION '").append(message);
    to.append("' USING ERRCODE = '").append(state).append("';\n  END IF;\n");
  }

  /**
   * Returns what follows a user's statements: deferred constraints are checked while the place is
   * known, and settings the script left behind are taken back before our own rows are written.
   */
  String afterScript() {
    return "SET CONSTRAINTS ALL IMMEDIATE;\nRESET ALL;\n" + localRole().orElse("RESET ROLE;\n");
  }

  /** Returns the end of a transaction. */
  String commit() {
    return "COMMIT;\n";
  }
}
