package io.github.saascore.postgres;

/**
 * Names prepared transactions, which hold locks without a session.
 *
 * <p>In {@code pg_locks} they have no process. Which virtual transaction they have depends on
 * whether the server was restarted since; only that it is the one of the lock on their own id holds
 * always.
 */
final class PreparedTransactions {
  /** Joins {@code p}, the prepared transaction that holds the lock {@code l}, where one does. */
  static final String OF_LOCK =
      """
      LEFT JOIN pg_locks o ON l.pid IS NULL AND o.pid IS NULL AND o.locktype = 'transactionid'
                          AND o.virtualtransaction = l.virtualtransaction
      LEFT JOIN pg_prepared_xacts p ON p.transaction = o.transactionid
      """;

  /** What is told of {@code p}: its name, since when, whose it is, and what ends it. */
  static final String NAME =
      """
      'the prepared transaction ' || quote_literal(p.gid)
        || ' (role ' || p.owner || ', since ' || to_char(p.prepared, 'YYYY-MM-DD HH24:MI:SS')
        || '; to end it: ROLLBACK PREPARED ' || quote_literal(p.gid) || ')'\
      """;

  private PreparedTransactions() {}
}
