package io.github.saascore.postgres;

/**
 * The SQL that names who holds a lock: a session, or a prepared transaction, which has none.
 *
 * <p>A plain role sees the process id and the locks of every session, but when a transaction began
 * and what it runs only of sessions of its own role and of roles it is a member of.
 *
 * <p>In {@code pg_locks} prepared transactions have no process. Which virtual transaction they have
 * depends on whether the server was restarted since; only that it is the one of the lock on their
 * own id holds always.
 */
final class HolderSql {
  /** Joins {@code p}, the prepared transaction that holds the lock {@code l}, where one does. */
  static final String PREPARED_OF_LOCK =
      """
      LEFT JOIN pg_locks o ON l.pid IS NULL AND o.pid IS NULL AND o.locktype = 'transactionid'
                          AND o.virtualtransaction = l.virtualtransaction
      LEFT JOIN pg_prepared_xacts p ON p.transaction = o.transactionid
      """;

  /** Joins {@code a}, the session that holds the lock {@code l}, or {@code p}. */
  static final String OF_LOCK =
      "LEFT JOIN pg_stat_activity a ON a.pid = l.pid\n" + PREPARED_OF_LOCK;

  /** What is told of {@code p}: its name, since when, whose it is, and what ends it. */
  static final String PREPARED =
      """
      'the prepared transaction ' || quote_literal(p.gid)
        || ' (role ' || p.owner || ', since ' || to_char(p.prepared, 'YYYY-MM-DD HH24:MI:SS')
        || '; to end it: ROLLBACK PREPARED ' || quote_literal(p.gid) || ')'\
      """;

  /** What is told of {@code a}, the session with the process {@code l.pid}. */
  static final String SESSION =
      """
      'pid ' || l.pid || ' ('
        || concat_ws(', ',
             'application ' || nullif(a.application_name, ''),
             'role ' || a.usename,
             'from ' || host(a.client_addr),
             'in transaction since ' || to_char(a.xact_start, 'HH24:MI:SS'),
             a.state)
        || ')'
        || coalesce(': ' || left(regexp_replace(
             CASE WHEN a.query NOT LIKE '<%' THEN nullif(a.query, '') END, '\\s+', ' ', 'g'), 80),
           '')\
      """;

  /** What is told of {@code p}, where there is one, or else of {@code a}. */
  static final String NAME =
      "CASE WHEN p.gid IS NOT NULL THEN " + PREPARED + " ELSE " + SESSION + " END";

  private HolderSql() {}
}
