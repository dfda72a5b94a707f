package io.github.saascore.postgres;

import java.util.ArrayList;
import java.util.List;

/**
 * What a unit must not meet, though the server would pass over it in silence.
 *
 * <p>{@code IF NOT EXISTS} is content with any object of the name, and an index or constraint
 * without a name is made a second time under another one.
 *
 * @param relations names of relations, as written, that must not exist when the unit begins
 * @param columns columns that must not exist then
 * @param tables tables, as written, on which the unit must not make an index or a constraint that
 *     is there already under another name
 */
public record Watch(List<String> relations, List<Column> columns, List<String> tables) {
  /** Nothing is looked out for. */
  public static final Watch NOTHING = new Watch(List.of(), List.of(), List.of());

  /**
   * A column as written in a script.
   *
   * @param table its table, perhaps with a schema
   * @param name its name, perhaps quoted
   */
  public record Column(String table, String name) {}

  /** Copies the lists. */
  public Watch {
    relations = List.copyOf(relations);
    columns = List.copyOf(columns);
    tables = List.copyOf(tables);
  }

  /** Returns the checks for the beginning of a transaction: conditions, each with its message. */
  List<Check> before() {
    List<Check> checks = new ArrayList<>();
    for (String relation : relations) {
      checks.add(
          new Check(
              "to_regclass(%s) IS NOT NULL".formatted(Quote.text(relation)),
              "relation %s already exists".formatted(relation)));
    }
    for (Column column : columns) {
      checks.add(
          new Check(
              """
              EXISTS (SELECT FROM pg_attribute
                       WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped
                         AND attname = (parse_ident(%s))[1])\
              """
                  .formatted(Quote.text(column.table()), Quote.text(column.name())),
              "column %s of relation %s already exists".formatted(column.name(), column.table())));
    }
    return checks;
  }

  /**
   * Returns the check for the end of a transaction. Rows that this transaction made have its id;
   * definitions are compared as the server writes them, without the name.
   */
  List<Check> after() {
    if (tables.isEmpty()) {
      return List.of();
    }
    String on =
        "(SELECT to_regclass(name)::oid FROM unnest(%s) AS name)".formatted(Quote.array(tables));
    String index =
        """
        EXISTS (SELECT FROM pg_index m JOIN pg_class mc ON mc.oid = m.indexrelid
                  JOIN pg_index o ON o.indrelid = m.indrelid AND o.indexrelid <> m.indexrelid
                  JOIN pg_class oc ON oc.oid = o.indexrelid
                 WHERE m.indrelid IN %s AND mc.xmin = pg_current_xact_id()::xid
                   AND oc.xmin <> mc.xmin AND o.indisvalid
                   AND replace(pg_get_indexdef(m.indexrelid), quote_ident(mc.relname) || ' ON ', '')
                       = replace(pg_get_indexdef(o.indexrelid), quote_ident(oc.relname) || ' ON ',
                                 ''))\
        """
            .formatted(on);
    String constraint =
        """
        EXISTS (SELECT FROM pg_constraint m
                  JOIN pg_constraint o ON o.conrelid = m.conrelid AND o.contype = m.contype
                       AND o.oid <> m.oid AND o.xmin <> m.xmin
                 WHERE m.conrelid IN %s AND m.xmin = pg_current_xact_id()::xid
                   AND pg_get_constraintdef(m.oid) = pg_get_constraintdef(o.oid))\
        """
            .formatted(on);
    return List.of(
        new Check(index, "an equal index already exists under another name"),
        new Check(constraint, "an equal constraint already exists under another name"));
  }

  /** A condition that must not hold, and what is said when it does. */
  record Check(String condition, String message) {}
}
