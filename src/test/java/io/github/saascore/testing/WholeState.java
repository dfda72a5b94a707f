package io.github.saascore.testing;

import io.github.saascore.postgres.StoreSql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that a schema change can change in a database, as text: two databases with the same
 * text are the same.
 *
 * <p>It holds the catalog of all schemas of users, all rows of all tables, and of our own tables
 * everything but times, names of runs, and failures, of which the log may hold any number.
 */
public final class WholeState {
  private static final String CATALOG =
      """
      WITH mine AS (
        SELECT oid, nspname FROM pg_namespace
         WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'),
      rel AS (
        SELECT c.*, n.nspname FROM pg_class c JOIN mine n ON n.oid = c.relnamespace)
      SELECT line FROM (
        SELECT concat_ws(' ', '1 schema', n.nspname, n.nspacl) AS line
          FROM pg_namespace n JOIN mine USING (oid)
        UNION ALL
        SELECT concat_ws(' ', '2 relation', nspname, relname, relkind, relpersistence,
                         relowner::regrole, relacl, reloptions, relrowsecurity, relispartition,
                         relreplident, pg_get_expr(relpartbound, oid),
                         CASE WHEN relkind = 'p' THEN pg_get_partkeydef(oid) END,
                         CASE WHEN relkind IN ('v', 'm') THEN pg_get_viewdef(oid) END)
          FROM rel
        UNION ALL
        SELECT concat_ws(' ', '3 column', nspname, relname,
                         lpad(row_number() OVER (PARTITION BY a.attrelid ORDER BY attnum)::text,
                              4, '0'),
                         attname, format_type(atttypid, atttypmod), attnotnull, attidentity,
                         attgenerated, attstattarget, attstorage, attacl,
                         pg_get_expr(d.adbin, d.adrelid))
          FROM rel JOIN pg_attribute a ON a.attrelid = rel.oid AND attnum > 0 AND NOT attisdropped
          LEFT JOIN pg_attrdef d ON d.adrelid = attrelid AND d.adnum = attnum
        UNION ALL
        SELECT concat_ws(' ', '4 constraint', n.nspname, conrelid::regclass, contypid::regtype,
                         conname, pg_get_constraintdef(c.oid), convalidated, condeferrable)
          FROM pg_constraint c JOIN mine n ON n.oid = c.connamespace
        UNION ALL
        SELECT concat_ws(' ', '5 index', pg_get_indexdef(indexrelid), indisvalid, indisready,
                         indislive, indisclustered, indisreplident)
          FROM rel JOIN pg_index i ON i.indexrelid = rel.oid
        UNION ALL
        SELECT concat_ws(' ', '6 trigger', pg_get_triggerdef(t.oid), tgenabled)
          FROM rel JOIN pg_trigger t ON t.tgrelid = rel.oid WHERE NOT tgisinternal
        UNION ALL
        SELECT concat_ws(' ', '6 rule', pg_get_ruledef(r.oid))
          FROM rel JOIN pg_rewrite r ON r.ev_class = rel.oid
        UNION ALL
        SELECT concat_ws(' ', '6 policy', relname, polname, polcmd, pg_get_expr(polqual, polrelid))
          FROM rel JOIN pg_policy p ON p.polrelid = rel.oid
        UNION ALL
        SELECT concat_ws(' ', '7 function', proowner::regrole, proacl,
                         CASE WHEN prokind IN ('f', 'p') THEN pg_get_functiondef(p.oid)
                              ELSE p.oid::regprocedure::text END)
          FROM pg_proc p JOIN mine n ON n.oid = p.pronamespace
        UNION ALL
        SELECT concat_ws(' ', '8 type', n.nspname, typname, typtype, typowner::regrole, typacl,
                         CASE WHEN typtype = 'd' THEN format_type(typbasetype, typtypmod) END,
                         typdefault, typnotnull,
                         (SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder)
                            FROM pg_enum WHERE enumtypid = t.oid))
          FROM pg_type t JOIN mine n ON n.oid = t.typnamespace
        UNION ALL
        SELECT concat_ws(' ', '9 sequence', nspname, relname, seqtypid::regtype, seqstart,
                         seqincrement, seqmax, seqmin, seqcache, seqcycle)
          FROM rel JOIN pg_sequence s ON s.seqrelid = rel.oid
        UNION ALL
        SELECT concat_ws(' ', '9 extension', extname, extversion) FROM pg_extension
        UNION ALL
        SELECT concat_ws(' ', '9 statistics', pg_get_statisticsobjdef(s.oid))
          FROM pg_statistic_ext s JOIN mine n ON n.oid = s.stxnamespace
        UNION ALL
        SELECT concat_ws(' ', '9 comment', pg_describe_object(classoid, objoid, objsubid),
                         description)
          FROM pg_description
         WHERE objoid >= 16384 AND classoid <> 'pg_constraint'::regclass
        UNION ALL
        SELECT concat_ws(' ', '9 default privileges', defaclobjtype, defaclacl) FROM pg_default_acl
      ) AS everything
      ORDER BY line COLLATE "C"
      """;

  private static final String TABLES =
      """
      SELECT format('%I.%I', n.nspname, c.relname)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
       ORDER BY 1
      """;

  private WholeState() {}

  /** Returns the state of a database. */
  public static String of(TestDatabase database) {
    return of(database.url(), database.user());
  }

  /** Returns the state of a database; the name of its owner is left out. */
  public static String of(String url, String owner) {
    try (Connection connection = Rows.connect(url);
        Statement statement = connection.createStatement()) {
      // One snapshot for all, and names always with their schema.
      statement.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
      statement.execute("SET LOCAL search_path = ''");
      List<String> lines = new ArrayList<>(rows(statement, CATALOG));
      for (String table : rows(statement, TABLES)) {
        lines.add("rows of " + table);
        lines.addAll(rows(statement, rowsOf(table)));
      }
      return String.join("\n", lines).replace(owner, "<owner>");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String rowsOf(String table) {
    String name = table.substring(table.indexOf('.') + 1);
    if (name.equals("saascore_event")) {
      return "SELECT concat_ws(' ', what, revision) FROM %s WHERE outcome = 'ok' ORDER BY id"
          .formatted(table);
    }
    String times = StoreSql.TABLES.contains(name) ? " - '{applied_at,duration_ms}'::text[]" : "";
    return "SELECT line::text FROM (SELECT to_jsonb(t)%s AS line FROM %s t) l ORDER BY 1"
        .formatted(times, table);
  }

  private static List<String> rows(Statement statement, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }
}
