package io.github.saascore.postgres;

import java.util.List;
import java.util.Optional;

/**
 * The mark in a database that its data must not be destroyed.
 *
 * <p>It is a table of its own, and being there is all it has to do: every role sees in the catalog
 * that a table exists, in whatever schema and whoever owns it, but only its owner can drop it. Its
 * comment says since when and by whom, for people; its row says the same, and why.
 */
public final class ProtectionMark {
  /** The name of the table. */
  static final String TABLE = "saascore_protection";

  /** Finds the mark's comment; null without a mark. */
  static final String QUERY =
      """
      SELECT coalesce(obj_description(p.oid, 'pg_class'), 'with a mark that says no more')
        FROM pg_class p
       WHERE p.relname = '%s' AND p.relkind IN ('r', 'p') AND p.relpersistence <> 't'
       ORDER BY p.oid LIMIT 1
      """
          .formatted(TABLE);

  private ProtectionMark() {}

  /** Returns since when and by whom the database is protected now; empty if it is not. */
  public static Optional<String> find(Session session) {
    return session.query(QUERY, row -> row.getString(1)).stream().findFirst();
  }

  /**
   * Returns the statements that set the mark, in the schema of our tables.
   *
   * @param reason why, for people; may be empty
   */
  public static String set(StoreSql store, String reason) {
    String table = store.schema().map(schema -> Quote.name(schema, TABLE)).orElse(TABLE);
    String comment =
        """
        BEGIN
          EXECUTE format('COMMENT ON TABLE %s IS %%L', concat(
            'since ', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI"Z"'),
            ' by ', session_user, ' (', %s, ')', %s));
        END
        """
            .formatted(
                table.replace("'", "''").replace("%", "%%"),
                Quote.text(store.run().client()),
                Quote.text(reason.isBlank() ? "" : ": " + reason.strip()));
    return """
    CREATE TABLE %1$s (
      protected_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      protected_by text NOT NULL DEFAULT session_user,
      client text NOT NULL,
      reason text NOT NULL
    );
    COMMENT ON COLUMN %1$s.protected_at IS 'When the database was protected.';
    COMMENT ON COLUMN %1$s.protected_by IS 'Database user that protected it.';
    COMMENT ON COLUMN %1$s.client IS 'Operating system user and host of the build.';
    COMMENT ON COLUMN %1$s.reason IS 'Why, in the words of that person.';
    INSERT INTO %1$s (client, reason) VALUES (%2$s, %3$s);
    DO %4$s;
    """
        .formatted(
            table, Quote.text(store.run().client()), Quote.text(reason), Quote.text(comment));
  }

  /** Returns the statements that remove every mark of the database. */
  public static String removal(Session session) {
    List<String> tables =
        session.query(
            """
            SELECT format('DROP TABLE %%I.%%I;', n.nspname, c.relname)
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relname = '%s' AND c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
            """
                .formatted(TABLE),
            row -> row.getString(1));
    return String.join("\n", tables) + "\n";
  }
}
