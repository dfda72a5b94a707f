package io.github.saascore.postgres;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at the keys of our tables: without them a revision may have two rows. */
final class StoreKeys {
  private static final int SHOWN = 5;

  private final Session session;
  private final StoreSql sql;

  StoreKeys(Session session, StoreSql sql) {
    this.session = session;
    this.sql = sql;
  }

  /** A value that stands in several rows, or none at all. */
  private record Twice(Optional<String> key, String states) {
    String text() {
      return key.orElse("NULL") + states;
    }
  }

  /**
   * Returns what is wrong with the key of a table, and what mends it: of rows with one key the
   * newest stays, events get new numbers.
   *
   * @param unique whether the column still is one
   * @param otherKey whether the table has a primary key
   */
  Stream<StoreDamage> damage(String table, String column, boolean unique, boolean otherKey) {
    if (unique) {
      return table.equals(sql.events()) ? behind().stream() : Stream.empty();
    }
    List<Twice> twice = twice(table, column);
    boolean without = twice.stream().anyMatch(one -> one.key().isEmpty());
    boolean several = twice.stream().anyMatch(one -> one.key().isPresent());
    String command =
        (without ? "DELETE FROM %s WHERE %s IS NULL; ".formatted(table, column) : "")
            + (several ? once(table, column) : "")
            + "ALTER TABLE %s ADD %s (%s);"
                .formatted(table, otherKey ? "UNIQUE" : "PRIMARY KEY", column);
    String text = "the key %s of %s is missing".formatted(column, table);
    return Stream.of(
        new StoreDamage(
            twice.isEmpty() ? text : text + "; in several rows: " + listed(twice),
            several && !table.equals(sql.events())
                ? command + " -- the newest row of each stays"
                : command));
  }

  private static String listed(List<Twice> twice) {
    String shown = twice.stream().limit(SHOWN).map(Twice::text).collect(Collectors.joining(", "));
    return twice.size() <= SHOWN ? shown : shown + " and more";
  }

  private List<Twice> twice(String table, String column) {
    String states =
        table.equals(sql.revisions()) ? "' (' || string_agg(DISTINCT state, ', ') || ')'" : "''";
    return session.query(
        """
        SELECT %1$s::text, coalesce(%2$s, '') FROM %3$s
         GROUP BY %1$s HAVING count(*) > 1 OR %1$s IS NULL ORDER BY %1$s NULLS FIRST LIMIT %4$d
        """
            .formatted(column, states, table, SHOWN + 1),
        row -> new Twice(Optional.ofNullable(row.getString(1)), row.getString(2)));
  }

  /** A row that was left in the middle says more than one that looks as old and is whole. */
  private String once(String table, String column) {
    if (table.equals(sql.events())) {
      return """
      %3$s UPDATE %1$s a SET %2$s = DEFAULT FROM %1$s b WHERE a.%2$s = b.%2$s AND a.ctid < b.ctid; \
      """
          .formatted(table, column, atTheEnd());
    }
    String age = table.equals(sql.revisions()) ? ", %1$s.state <> 'applied', %1$s.step" : "";
    return "DELETE FROM %1$s a USING %1$s b WHERE a.%2$s = b.%2$s AND (%3$s) < (%4$s); "
        .formatted(table, column, age(age, "a"), age(age, "b"));
  }

  private static String age(String more, String row) {
    return "%1$s.applied_at".concat(more).concat(", %1$s.ctid").formatted(row);
  }

  /** A copy of the rows, as a logical replication makes it, leaves the sequence where it was. */
  private Optional<StoreDamage> behind() {
    String late =
        """
        SELECT e.last > CASE WHEN s.id IS NULL OR has_sequence_privilege(s.id, 'SELECT')
                             THEN coalesce(pg_sequence_last_value(s.id), 0) ELSE e.last END
          FROM (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS id) s,
               (SELECT max(id) AS last FROM %s) e
        """
            .formatted(Quote.text(sql.events()), sql.events());
    boolean isLate = session.query(late, row -> row.getBoolean(1)).contains(true);
    return isLate
        ? Optional.of(
            new StoreDamage(
                "the numbers of %s begin anew and are taken".formatted(sql.events()), atTheEnd()))
        : Optional.empty();
  }

  private String atTheEnd() {
    return "SELECT setval(pg_get_serial_sequence(%s, 'id'), max(id)) FROM %s;"
        .formatted(Quote.text(sql.events()), sql.events());
  }
}
