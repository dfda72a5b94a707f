package io.github.saascore.engine.care;

import io.github.saascore.postgres.Quote;
import io.github.saascore.postgres.Session;
import io.github.saascore.postgres.TrashScript;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Something in the trash.
 *
 * @param oid the object id of the table that it is kept in
 * @param name the name of that table
 * @param kind what it is
 * @param schema the schema that it was in
 * @param table the table that it was, or was a column of
 * @param column the column; empty for a table
 * @param revision the revision that dropped it
 * @param at when
 * @param by who
 * @param bytes how much of the disk it takes
 */
public record TrashItem(
    long oid,
    String name,
    Kind kind,
    String schema,
    String table,
    Optional<String> column,
    String revision,
    Instant at,
    String by,
    long bytes) {

  /** In which form something is kept. */
  public enum Kind {
    /** The table itself. */
    TABLE,
    /** The rows of a table, without what belongs to it. */
    ROWS,
    /** The values of a column, with the primary key. */
    COLUMN
  }

  /** Returns everything in the trash of a database, newest first. */
  public static List<TrashItem> all(Session session) {
    // Only comments of ours are read as JSON, whatever the planner does first.
    return session.query(
        """
        SELECT t.oid, t.relname, a.about ->> 'kind', a.about ->> 'schema', a.about ->> 'table',
               a.about ->> 'column', a.about ->> 'revision', a.about ->> 'at', a.about ->> 'by',
               pg_total_relation_size(t.oid)
          FROM pg_class t
         CROSS JOIN LATERAL (
                SELECT CASE WHEN obj_description(t.oid, 'pg_class') LIKE '{%%"revision": %%'
                            THEN obj_description(t.oid, 'pg_class')::jsonb END AS about) a
         WHERE t.relnamespace = to_regnamespace(%s)::oid AND a.about IS NOT NULL
         ORDER BY a.about ->> 'at' DESC, t.relname
        """
            .formatted(Quote.text(TrashScript.SCHEMA)),
        row ->
            new TrashItem(
                row.getLong(1),
                row.getString(2),
                Kind.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                row.getString(4),
                row.getString(5),
                Optional.ofNullable(row.getString(6)),
                row.getString(7),
                Instant.parse(row.getString(8)),
                row.getString(9),
                row.getLong(10)));
  }

  /** Returns what it was, for example {@code column phone of public.users}. */
  public String was() {
    String of = schema + "." + table;
    return column
        .map(name -> "column " + name + " of " + of)
        .orElse((kind == Kind.ROWS ? "rows of table " : "table ") + of);
  }

  /** Tells whether a user may call it so: by its name here, or by what it was. */
  boolean isCalled(String typed) {
    String plain = column.map(name -> table + "." + name).orElse(table);
    return typed.equals(name) || typed.equals(plain) || typed.equals(schema + "." + plain);
  }
}
