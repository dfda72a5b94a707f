package io.github.saascore.postgres;

import java.util.Collection;
import java.util.List;

/**
 * The mark of a drop that has begun and not come to its end.
 *
 * <p>A drop of many objects takes several transactions, and its last one takes the table of applied
 * revisions. Until then that table would say of tables that are gone that they were made. So the
 * first transaction writes into the comment of that table that it is no longer true; the comment
 * goes together with the table.
 */
public final class DropMark {
  private static final String BEGIN = "Dropped in part: ";

  /**
   * What the mark says, as an expression over {@code n}, the namespace of our tables; null without
   * a mark.
   */
  static final String QUERY =
      """
      SELECT substr(d.description, %2$d)
        FROM pg_class c
        JOIN pg_description d ON d.objoid = c.oid AND d.classoid = 'pg_class'::regclass
             AND d.objsubid = 0
       WHERE c.relnamespace = n.oid AND c.relname = 'saascore_revision'
         AND d.description LIKE '%1$s%%'
      """
          .formatted(BEGIN, BEGIN.length() + 1);

  private DropMark() {}

  /** Returns those of some objects that carry the mark while the others go. */
  public static List<DroppableObject> carriers(Collection<DroppableObject> objects) {
    return objects.stream()
        .filter(object -> object.ownRecord() && object.identity().endsWith(".saascore_revision"))
        .toList();
  }

  /** Returns the statements that set the mark; whoever does not own such a table leaves it. */
  static String set(Collection<DroppableObject> carriers) {
    StringBuilder sql = new StringBuilder();
    for (DroppableObject carrier : carriers) {
      String body =
          """
          BEGIN
            EXECUTE format('COMMENT ON TABLE %%s IS %%L', %s, concat('%s', 'drop-cascade began at ',
              to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI"Z"'), ' by ', session_user));
          EXCEPTION WHEN insufficient_privilege THEN NULL;
          END
          """
              .formatted(Quote.text(carrier.identity()), BEGIN);
      sql.append("DO ").append(Quote.text(body)).append(";\n");
    }
    return sql.toString();
  }
}
