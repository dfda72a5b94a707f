package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the routines that would return the columns of a row in the wrong order.
 *
 * <p>A new column always comes last. Nearly nothing minds; a routine whose body was bound to the
 * wanted order, and that returns whole rows of the table, does.
 */
final class ColumnOrder {
  private final Sides sides;
  private final Decisions decisions;

  ColumnOrder(Sides sides, Decisions decisions) {
    this.sides = sides;
    this.decisions = decisions;
  }

  /** Returns a refusal for every such routine. */
  List<Refusal> refusals() {
    List<Refusal> refusals = new ArrayList<>();
    for (Fact fact : sides.to().all()) {
      if (fact.kind() == Kind.ROUTINE
          && decisions.of(fact.address()).isPresent()
          && !RoutineRule.quotesBody(fact)) {
        fact.dependencies().stream()
            .filter(needed -> returns(fact, needed) && reordered(needed))
            .map(table -> new Refusal(fact.address(), reason(table)))
            .forEach(refusals::add);
      }
    }
    return refusals;
  }

  private static boolean returns(Fact routine, Address table) {
    return table.kind() == Kind.TABLE && routine.text("result").endsWith(table.qualified());
  }

  private static String reason(Address table) {
    return "it returns rows of " + table + ", whose columns cannot be brought into that order";
  }

  private boolean reordered(Address table) {
    if (decisions.creates(table)) {
      return false;
    }
    List<Address> wanted = columns(sides.newAncestry(), table);
    List<Address> reached = new ArrayList<>(columns(sides.oldAncestry(), table));
    reached.removeIf(decisions::drops);
    wanted.stream().filter(decisions::creates).forEach(reached::add);
    return !reached.equals(wanted);
  }

  private static List<Address> columns(Ancestry ancestry, Address table) {
    return ancestry.parts(table.qualified()).stream()
        .filter(part -> part.kind() == Kind.COLUMN)
        .sorted(Comparator.comparingInt(ColumnOrder::position))
        .map(Fact::address)
        .toList();
  }

  private static int position(Fact column) {
    return Integer.parseInt(column.text("position"));
  }
}
