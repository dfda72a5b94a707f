package io.github.saascore.schema;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the actions that are part of another: columns of a table that is created, parts of what is
 * dropped, copies that children have of their parents' parts.
 */
final class Unions {
  private final Sides sides;
  private final Snapshot from;
  private final Snapshot to;
  private final Decisions decisions;
  private final ActionGraph graph;
  private final Set<Address> keptByChildren = new TreeSet<>();

  Unions(Sides sides, Decisions decisions, ActionGraph graph) {
    this.sides = sides;
    this.from = sides.from();
    this.to = sides.to();
    this.decisions = decisions;
    this.graph = graph;
  }

  /**
   * Unites what belongs together; returns the parts of parent tables that go while a child keeps
   * its copy.
   */
  Set<Address> unite() {
    from.all().forEach(this::keep);
    from.all().forEach(this::uniteDrop);
    to.all().forEach(this::uniteCreate);
    return keptByChildren;
  }

  private void keep(Fact fact) {
    sides
        .oldAncestry()
        .origin(fact)
        .filter(origin -> !decisions.drops(origin.tie()) && decisions.drops(origin.part()))
        .filter(origin -> to.has(fact.address()) && !to.has(origin.part()))
        .ifPresent(origin -> keptByChildren.add(origin.part()));
  }

  /** What goes with its owner needs no statement of its own. */
  private void uniteDrop(Fact fact) {
    Address address = fact.address();
    if (!decisions.drops(address)) {
      return;
    }
    ActionKey drop = ActionKey.drop(address);
    Optional<Ancestry.Origin> origin = sides.oldAncestry().origin(fact);
    Optional<Address> parent = fact.parent().filter(decisions::drops);
    boolean parentPartDrops = origin.filter(found -> decisions.drops(found.part())).isPresent();
    if (fact.kind() == Kind.FOREIGN_KEY && parent.isPresent() && parentPartDrops) {
      // While the tables are tied a copy cannot be dropped alone.
      graph.imply(drop, ActionKey.drop(origin.get().part()));
    } else if (parent.isPresent()
        && fact.kind() != Kind.USER_MAPPING
        && !decisions.retires(parent.get())) {
      graph.unite(drop, ActionKey.drop(parent.get()));
    } else if (origin.isPresent()
        && !decisions.drops(origin.get().tie())
        && parentPartDrops
        && !keptByChildren.contains(origin.get().part())) {
      graph.imply(drop, ActionKey.drop(origin.get().part()));
    } else if (origin.isPresent()) {
      graph.before(ActionKey.drop(origin.get().tie()), drop);
    }
    if (fact.kind() == Kind.COLUMN && parent.isEmpty()) {
      typeOf(from, fact).ifPresent(type -> graph.imply(drop, ActionKey.alter(type)));
    }
    if (parent.isEmpty() && !decisions.detached(fact)) {
      sides
          .oldAncestry()
          .whole(fact)
          .filter(whole -> decisions.drops(whole.address()))
          .ifPresent(whole -> graph.imply(drop, ActionKey.drop(whole.address())));
    }
    decisions.takesOver(address).ifPresent(column -> graph.imply(drop, ActionKey.alter(column)));
    if (fact.kind() == Kind.SEQUENCE
        && decisions.of(address).orElseThrow().fate() == Decision.Fate.DROP) {
      uniteWithColumn(address);
    }
  }

  /** A sequence goes with the column that owns it. */
  private void uniteWithColumn(Address sequence) {
    from.find(new Address(Kind.OWNED_BY, sequence.container(), sequence.name())).stream()
        .flatMap(owned -> owned.dependencies().stream())
        .filter(d -> d.kind() == Kind.COLUMN && decisions.drops(d))
        .findFirst()
        .ifPresent(column -> graph.unite(ActionKey.drop(sequence), ActionKey.drop(column)));
  }

  /**
   * What stands inline in its owner's creation, or comes with a parent table, needs no statement of
   * its own.
   */
  private void uniteCreate(Fact fact) {
    Address address = fact.address();
    Optional<Ancestry.Origin> origin = sides.newAncestry().origin(fact);
    if (decisions.alters(address)) {
      origin.ifPresent(
          found -> graph.before(ActionKey.alter(found.part()), ActionKey.alter(address)));
    }
    if (!decisions.creates(address)) {
      return;
    }
    ActionKey create = ActionKey.create(address);
    decisions.takesOver(address).ifPresent(column -> graph.imply(create, ActionKey.alter(column)));
    if (origin.isPresent() && inherits(fact, origin.get(), create)) {
      return;
    }
    Optional<Address> parent = fact.parent().filter(decisions::creates);
    if (parent.isPresent() && fact.kind() == Kind.DEFAULT) {
      uniteDefault(fact, create, parent.get());
    } else if (parent.isPresent() && inline(fact)) {
      graph.unite(create, ActionKey.create(parent.get()));
    } else if (fact.kind() == Kind.COLUMN && parent.isEmpty()) {
      typeOf(to, fact).ifPresent(type -> graph.imply(create, ActionKey.alter(type)));
    }
  }

  /** A default stands in its column's definition, if that is written and not inherited. */
  private void uniteDefault(Fact fact, ActionKey create, Address column) {
    Optional<Fact> columnFact = to.find(column);
    Optional<Ancestry.Origin> origin = columnFact.flatMap(sides.newAncestry()::origin);
    boolean typed = columnFact.flatMap(found -> typeOf(to, found)).isPresent();
    if (graph.implied(ActionKey.create(column)) && origin.isPresent()) {
      to.find(new Address(Kind.DEFAULT, origin.get().part().container(), column.name()))
          .filter(inherited -> inherited.text("expression").equals(fact.text("expression")))
          .ifPresent(inherited -> graph.imply(create, ActionKey.create(column)));
    } else if (!typed && column.kind() == Kind.COLUMN) {
      graph.unite(create, ActionKey.create(column));
    }
  }

  /** Returns the composite type that a column's table is made of. */
  private static Optional<Address> typeOf(Snapshot snapshot, Fact column) {
    return column
        .parent()
        .flatMap(snapshot::find)
        .filter(table -> table.has("of_type"))
        .flatMap(
            table ->
                table.dependencies().stream().filter(d -> d.kind() == Kind.COMPOSITE).findFirst());
  }

  /** Makes an inherited part's creation a part of what brings it; returns false if nothing does. */
  private boolean inherits(Fact fact, Ancestry.Origin origin, ActionKey create) {
    Address tie = origin.tie();
    boolean partition = to.facts().get(tie).has("bound");
    boolean parentPart = decisions.creates(origin.part());
    if (!decisions.creates(tie)) {
      if (parentPart) {
        graph.imply(create, ActionKey.create(origin.part()));
      }
      return parentPart;
    }
    if (fact.kind() == Kind.FOREIGN_KEY) {
      graph.imply(create, parentPart ? ActionKey.create(origin.part()) : ActionKey.create(tie));
      return true;
    }
    Optional<Address> table = fact.parent().filter(decisions::creates);
    if (!partition && table.isPresent()) {
      graph.imply(create, ActionKey.create(table.get()));
      graph.before(ActionKey.create(origin.part()), create);
      return true;
    }
    return false;
  }

  private static boolean inline(Fact fact) {
    return switch (fact.kind()) {
      case COLUMN -> true;
      case CONSTRAINT, DOMAIN_CONSTRAINT -> !fact.text("definition").endsWith("NOT VALID");
      case INHERITANCE -> !fact.has("bound");
      default -> false;
    };
  }
}
