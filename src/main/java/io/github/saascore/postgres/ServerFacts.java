package io.github.saascore.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;

/**
 * What one look at the server told when the session began.
 *
 * @param version the server's own version text, for example {@code 18.6}
 * @param versionNumber the number form, for example 180006
 * @param backendPid the process id of the server process that answered
 * @param proxied whether something between us and the server answered the connection: the process
 *     id of the connection is not the one of the server process
 * @param database the name of the connected database
 * @param role the role that owns what is created now
 * @param readOnly whether the server refuses writes (a standby, or {@code
 *     default_transaction_read_only})
 * @param schema the schema of the version tables, and the first of the search path
 * @param schemaExists whether that schema is there
 * @param storeExists whether the version tables are there
 * @param otherTool the version table of another tool beside ours, if any, for a hint
 * @param protection since when and by whom the database is protected, if it is
 * @param dropped since when and by whom it is dropped, if a drop has begun and not ended
 */
public record ServerFacts(
    String version,
    int versionNumber,
    int backendPid,
    boolean proxied,
    String database,
    String role,
    boolean readOnly,
    String schema,
    boolean schemaExists,
    boolean storeExists,
    Optional<String> otherTool,
    Optional<String> protection,
    Optional<String> dropped) {
  /**
   * Asks the server, in one round trip.
   *
   * @throws SQLException as the driver reports it
   * @throws io.github.saascore.revision.SaascoreException when nothing says in which schema to work
   */
  static ServerFacts read(Connection connection, SessionOptions options) throws SQLException {
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
}
