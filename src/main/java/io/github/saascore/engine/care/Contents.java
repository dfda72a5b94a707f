package io.github.saascore.engine.care;

import io.github.saascore.postgres.Quote;
import io.github.saascore.postgres.Session;
import io.github.saascore.postgres.StoreSql;
import io.github.saascore.postgres.TrashScript;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What can hold data in a database at one moment, by object ids: a table that is renamed or moved
 * is the same table still.
 *
 * @param tables the tables by object id, without ours and those in the trash
 * @param labels the labels of each enum type, by its name with its schema
 * @param outside what stands outside of the schema that is worked in and may go with it, by object
 *     id
 */
record Contents(
    Map<Long, Table> tables, Map<String, List<String>> labels, Map<Long, Outside> outside) {

  /** One table; foreign ones hold no data of this database. */
  record Table(
      long oid, String schema, String name, String shown, long parent, Map<Long, Column> columns) {}

  /**
   * One column; a generated one holds nothing of its own.
   *
   * @param type the type as SQL writes it
   * @param enumeration the name of its enum type with its schema, or empty
   */
  record Column(String name, String shown, String type, String enumeration) {}

  /**
   * A view, function or foreign key.
   *
   * @param table the table that it is a part of, or 0
   */
  record Outside(String what, long table) {}

  private static final String QUERY =
      """
      WITH mine AS (
        SELECT oid, nspname FROM pg_namespace
         WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', %1$s)),
      tab AS (
        SELECT c.oid, n.nspname, c.relname, c.relkind
          FROM pg_class c JOIN mine n ON n.oid = c.relnamespace
         WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND c.relname <> ALL (%2$s))
      SELECT 't' AS kind, t.oid::bigint AS id,
             coalesce((SELECT i.inhparent::bigint FROM pg_inherits i
                        WHERE i.inhrelid = t.oid ORDER BY i.inhseqno LIMIT 1), 0) AS num,
             t.nspname::text AS a, t.relname::text AS b,
             concat(CASE WHEN t.nspname <> %3$s THEN quote_ident(t.nspname) || '.' END,
                    quote_ident(t.relname)) AS c, '' AS d
        FROM tab t
       UNION ALL
      SELECT 'c', a.attrelid::bigint, a.attnum, a.attname::text, quote_ident(a.attname),
             format_type(a.atttypid, a.atttypmod),
             coalesce((SELECT format('%%I.%%I', n.nspname, y.typname)
                         FROM pg_type y JOIN pg_namespace n ON n.oid = y.typnamespace
                        WHERE y.oid = a.atttypid AND y.typtype = 'e'), '')
        FROM tab t JOIN pg_attribute a ON a.attrelid = t.oid
       WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
       UNION ALL
      SELECT 'e', e.oid::bigint, row_number() OVER (PARTITION BY e.enumtypid ORDER BY e.enumsortorder),
             format('%%I.%%I', n.nspname, y.typname), e.enumlabel::text, '', ''
        FROM pg_enum e JOIN pg_type y ON y.oid = e.enumtypid JOIN mine n ON n.oid = y.typnamespace
       UNION ALL
      SELECT 'o', c.oid::bigint, 0,
             concat(CASE c.relkind WHEN 'm' THEN 'materialized ' END, 'view ', c.oid::regclass),
             '', '', ''
        FROM pg_class c JOIN mine n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('v', 'm') AND n.nspname <> %3$s
       UNION ALL
      SELECT 'o', p.oid::bigint, 0, 'function ' || p.oid::regprocedure, '', '', ''
        FROM pg_proc p JOIN mine n ON n.oid = p.pronamespace WHERE n.nspname <> %3$s
       UNION ALL
      SELECT 'o', k.oid::bigint, k.conrelid::bigint,
             format('foreign key %%I of %%s', k.conname, k.conrelid::regclass), '', '', ''
        FROM pg_constraint k JOIN mine n ON n.oid = k.connamespace
       WHERE k.contype = 'f' AND k.conparentid = 0 AND n.nspname <> %3$s
       ORDER BY 1 DESC, 2, 3
      """;

  /** Reads what there is, inside the transaction that may be open. */
  static Contents read(Session session) {
    Contents contents = new Contents(new TreeMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    session.query(
        QUERY.formatted(
            Quote.text(TrashScript.SCHEMA),
            Quote.array(StoreSql.TABLES),
            Quote.text(session.facts().schema())),
        row -> {
          contents.add(
              row.getString("kind"),
              row.getLong("id"),
              row.getLong("num"),
              List.of(
                  row.getString("a"), row.getString("b"), row.getString("c"), row.getString("d")));
          return true;
        });
    return contents;
  }

  private void add(String kind, long id, long number, List<String> texts) {
    switch (kind) {
      case "t" ->
          tables.put(
              id, new Table(id, texts.get(0), texts.get(1), texts.get(2), number, new TreeMap<>()));
      case "c" ->
          tables
              .get(id)
              .columns()
              .put(number, new Column(texts.get(0), texts.get(1), texts.get(2), texts.get(3)));
      case "e" -> labels.computeIfAbsent(texts.get(0), name -> new ArrayList<>()).add(texts.get(1));
      default -> outside.put(id, new Outside(texts.get(0), number));
    }
  }

  /** Tells whether there is no table, so that nothing can be lost. */
  boolean isEmpty() {
    return tables.isEmpty();
  }
}
