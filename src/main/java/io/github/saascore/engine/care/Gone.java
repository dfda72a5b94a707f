package io.github.saascore.engine.care;

import io.github.saascore.engine.care.Contents.Column;
import io.github.saascore.engine.care.Contents.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What one look at a database found and a later one did not find any more; not counted yet. */
sealed interface Gone {

  /** A table; its partitions, if any, are counted with it. */
  record WholeTable(Table table) implements Gone {}

  /** A column of a table that stays. */
  record OneColumn(Table table, Column column) implements Gone {}

  /** A column that has another type now. */
  record OldType(Table table, Column column, String newType) implements Gone {}

  /** Labels that an enum type of the same name no longer has, in one of its columns. */
  record Labels(Table table, Column column, List<String> labels) implements Gone {}

  /** A thing in another schema. */
  record Dependent(String what) implements Gone {}

  /**
   * Returns what is gone between two looks.
   *
   * @param first what there was at the very first look: what was made later holds nothing of the
   *     user's yet
   */
  static List<Gone> between(Contents first, Contents before, Contents after) {
    List<Gone> gone = new ArrayList<>();
    first.tables().values().stream()
        .filter(table -> before.tables().containsKey(table.oid()))
        .forEach(table -> table(first, before, after, table, gone));
    first
        .outside()
        .forEach(
            (id, one) -> {
              boolean gonePart = one.table() > 0 && !after.tables().containsKey(one.table());
              if (before.outside().containsKey(id)
                  && !after.outside().containsKey(id)
                  && !gonePart) {
                gone.add(new Dependent(one.what()));
              }
            });
    return gone;
  }

  private static void table(
      Contents first, Contents before, Contents after, Table table, List<Gone> gone) {
    Table now = after.tables().get(table.oid());
    if (now == null) {
      if (!goesWithParent(before, after, table)) {
        gone.add(new WholeTable(table));
      }
      return;
    }
    Table then = before.tables().get(table.oid());
    table
        .columns()
        .forEach(
            (number, column) -> {
              Column old = then.columns().get(number);
              if (old != null && !inherited(after, now, number, old)) {
                column(first, after, table, column, old, now.columns().get(number), gone);
              }
            });
  }

  private static boolean goesWithParent(Contents before, Contents after, Table table) {
    Table then = before.tables().get(table.oid());
    return before.tables().containsKey(then.parent()) && !after.tables().containsKey(then.parent());
  }

  /** What happens to a column of a parent happens to its partitions, and is counted there. */
  private static boolean inherited(Contents after, Table now, long number, Column old) {
    Table parent = after.tables().get(now.parent());
    Column column = now.columns().get(number);
    return parent != null
        && (column == null
            ? parent.columns().values().stream().noneMatch(one -> one.name().equals(old.name()))
            : parent.columns().values().stream()
                .anyMatch(
                    one -> one.name().equals(column.name()) && one.type().equals(column.type())));
  }

  private static void column(
      Contents first,
      Contents after,
      Table table,
      Column column,
      Column old,
      Column now,
      List<Gone> gone) {
    if (now == null) {
      gone.add(new OneColumn(table, column));
      return;
    }
    List<String> fewer = fewer(first, after, old, now);
    if (!fewer.isEmpty()) {
      gone.add(new Labels(table, column, fewer));
    } else if (!isOtherEnumeration(old, now)
        && !now.type().equals(old.type())
        && old.type().equals(column.type())) {
      gone.add(new OldType(table, column, now.type()));
    }
  }

  /** Enum types cast to each other by their labels only, which are compared. */
  private static boolean isOtherEnumeration(Column old, Column now) {
    return !old.enumeration().isEmpty() && !now.enumeration().isEmpty();
  }

  private static List<String> fewer(Contents first, Contents after, Column old, Column now) {
    Map<String, List<String>> labels = first.labels();
    String next = now.enumeration().isEmpty() ? old.enumeration() : now.enumeration();
    if (!labels.containsKey(old.enumeration()) || !after.labels().containsKey(next)) {
      return List.of();
    }
    List<String> gone = new ArrayList<>(labels.get(old.enumeration()));
    gone.removeAll(after.labels().get(next));
    return gone;
  }
}
