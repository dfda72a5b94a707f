package io.github.saascore.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * A moment at which every transaction that had begun to write was over, so that a later one can be
 * asked whether anything at all was written in between, by whomever.
 *
 * <p>Transactions that write are numbered in the order in which they begin to, for all databases of
 * the server. Where no more of them are over than there were of our own, nothing of another one can
 * be seen that could not be seen before.
 *
 * @param next the number that the next transaction to write would get
 */
public record CatalogMoment(long next) {
  /**
   * Gives the transaction it stands in a number, whether it writes or not: of our own transactions
   * each has to have exactly one.
   */
  static final String COUNTED = "SELECT pg_catalog.pg_current_xact_id();\n";

  /**
   * Returns the moment of a snapshot, unless a transaction was writing then that may be seen later
   * without a sign.
   *
   * @param connection one with an open snapshot
   * @throws SQLException as the driver reports it
   */
  public static Optional<CatalogMoment> of(Connection connection) throws SQLException {
    String sql =
        """
        SELECT pg_catalog.pg_snapshot_xmax(s)::text::bigint AS next
          FROM pg_catalog.pg_current_snapshot() s
         WHERE pg_catalog.pg_snapshot_xmin(s) = pg_catalog.pg_snapshot_xmax(s)
        """;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? Optional.of(new CatalogMoment(row.getLong("next"))) : Optional.empty();
    }
  }

  /**
   * Returns the condition that nothing was written since, but by some transactions of our own.
   *
   * @param own how many of ours, each {@link #COUNTED}, were committed since; fewer than there were
   *     make the condition false
   */
  public String unchanged(int own) {
    return "pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())::text = '%d'"
        .formatted(next + own);
  }
}
