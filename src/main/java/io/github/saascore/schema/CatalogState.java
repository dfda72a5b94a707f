package io.github.saascore.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a digest of the catalog rows that a schema is made of.
 *
 * <p>Two equal digests of one database mean that nothing of its schema differs, the numbers of its
 * objects included. Two that differ mean nothing: an object that was dropped and made again has
 * another number. A digest costs a few milliseconds, a tenth of a snapshot, as the server prints no
 * definitions for it.
 *
 * <p>Used by one thread, for as long as the connection lives.
 */
public final class CatalogState {
  private static final String NAME = "saascore_state";

  private static final String DIGEST =
      "count(*) || ':' || coalesce(sum(hash_record_extended(r, 0)), 0)";

  private static final int FIRST_OF_USERS = 16_384;

  /**
   * Catalogs that are empty in most databases and of which whole rows count, and the column that
   * says whose their rows are.
   */
  private static final List<String> OTHERS =
      List.of(
          "pg_aggregate.aggfnoid::oid",
          "pg_am.oid",
          "pg_amop.oid",
          "pg_amproc.oid",
          "pg_cast.oid",
          "pg_collation.oid",
          "pg_conversion.oid",
          "pg_default_acl.oid",
          "pg_enum.oid",
          "pg_event_trigger.oid",
          "pg_extension.oid",
          "pg_foreign_data_wrapper.oid",
          "pg_foreign_server.oid",
          "pg_foreign_table.ftrelid",
          "pg_inherits.inhrelid",
          "pg_language.oid",
          "pg_opclass.oid",
          "pg_operator.oid",
          "pg_opfamily.oid",
          "pg_partitioned_table.partrelid",
          "pg_policy.oid",
          "pg_proc.oid",
          "pg_publication.oid",
          "pg_publication_rel.oid",
          "pg_range.rngtypid",
          "pg_rewrite.oid",
          "pg_seclabel.objoid",
          "pg_statistic_ext.oid",
          "pg_transform.oid",
          "pg_ts_config.oid",
          "pg_ts_config_map.mapcfg",
          "pg_ts_dict.oid",
          "pg_ts_parser.oid",
          "pg_ts_template.oid");

  private final Connection connection;

  /** Prepares the reading of one database, once a connection; any role may. */
  public CatalogState(Connection connection) throws SQLException {
    this.connection = connection;
    String query = text(CatalogReader.of(connection));
    // To plan it takes longer than to run it; and the driver, in simple mode, prepares nothing.
    try (Statement statement = connection.createStatement()) {
      statement.execute("PREPARE " + NAME + " AS " + query);
    }
  }

  private static String text(CatalogReader reader) {
    List<String> parts = new ArrayList<>();
    OTHERS.forEach(catalog -> parts.add(other(catalog)));
    if (reader.major() >= 15) {
      parts.add(other("pg_publication_namespace.oid"));
    }
    return new CatalogQuery(reader, SnapshotScope.all())
        .text("state")
        .replace("{digest}", DIGEST)
        .replace("{others}", String.join("\n", parts));
  }

  /** As text, because parts of such rows, as expressions, cannot be hashed. */
  private static String other(String catalog) {
    int dot = catalog.indexOf('.');
    return "union all select hashtextextended(r::text, r.tableoid::bigint) from %s r where r.%s >= %d"
        .formatted(catalog.substring(0, dot), catalog.substring(dot + 1), FIRST_OF_USERS);
  }

  /** Returns the digest of the schema as it is now, also in the middle of a transaction. */
  public String read() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("EXECUTE " + NAME)) {
      row.next();
      return row.getString(1);
    }
  }
}
