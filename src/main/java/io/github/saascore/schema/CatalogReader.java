package io.github.saascore.schema;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/**
 * Who reads the catalogs, and of what.
 *
 * @param major the server's major version
 * @param superuser whether also what is hidden from everybody else may be read
 */
record CatalogReader(int major, boolean superuser) {

  /** Returns what a connection knows of itself, without asking the server. */
  static CatalogReader of(Connection connection) throws SQLException {
    String superuser = connection.unwrap(PGConnection.class).getParameterStatus("is_superuser");
    return new CatalogReader(
        connection.getMetaData().getDatabaseMajorVersion(), "on".equals(superuser));
  }
}
