package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Builds the graph of actions from the decisions and the dependencies of both schemas. */
final class Planner {
  private final Sides sides;
  private final Snapshot from;
  private final Snapshot to;
  private final Decisions decisions;
  private final ActionGraph graph = new ActionGraph();
  private final Set<Address> keptByChildren = new TreeSet<>();

  Planner(Sides sides, Decisions decisions) {
    this.sides = sides;
    this.from = sides.from();
    this.to = sides.to();
    this.decisions = decisions;
    build();
  }

  /** Returns the parts of parent tables that go while a child keeps its copy. */
  Set<Address> keptByChildren() {
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

  /** Returns the actions with their unions and their order. */
  ActionGraph graph() {
    return graph;
  }

  private void build() {
    from.all().forEach(this::keep);
    decisions.all().forEach(this::actions);
    from.all().forEach(this::uniteDrop);
    to.all().forEach(this::uniteCreate);
    from.all().forEach(this::oldDependencies);
    to.all().forEach(this::newDependencies);
    names();
    to.all().stream()
        .filter(fact -> decisions.creates(fact.address()))
        .forEach(
            fact -> {
              if (fact.kind() == Kind.INHERITANCE) {
                tie(fact);
              } else if (fact.kind() == Kind.FOREIGN_KEY) {
                keys(fact);
              }
            });
    mentions();
  }

  private void actions(Address address, Decision decision) {
    if (decision.drops()) {
      graph.add(ActionKey.drop(address));
    }
    if (decision.creates()) {
      graph.add(ActionKey.create(address));
    }
    if (decision.fate() == Decision.Fate.ALTER) {
      graph.add(ActionKey.alter(address));
    }
    if (decision.retired()) {
      graph.add(ActionKey.cleanup(address));
    }
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
    if (parent.isPresent()
        && fact.kind() != Kind.USER_MAPPING
        && !decisions.retires(parent.get())) {
      graph.unite(drop, ActionKey.drop(parent.get()));
    } else if (origin.isPresent()
        && !decisions.drops(origin.get().tie())
        && decisions.drops(origin.get().part())
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
    if (fact.kind() == Kind.SEQUENCE
        && decisions.of(address).orElseThrow().fate() == Decision.Fate.DROP) {
      from.find(new Address(Kind.OWNED_BY, address.container(), address.name())).stream()
          .flatMap(owned -> owned.dependencies().stream())
          .filter(d -> d.kind() == Kind.COLUMN && decisions.drops(d))
          .findFirst()
          .ifPresent(column -> graph.unite(drop, ActionKey.drop(column)));
    }
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

  private void oldDependencies(Fact fact) {
    Address address = fact.address();
    for (Address needed : fact.dependencies()) {
      if (decisions.drops(address)) {
        graph.before(ActionKey.drop(address), ActionKey.drop(needed));
        graph.before(ActionKey.drop(address), ActionKey.alter(needed));
        graph.before(ActionKey.drop(address), ActionKey.cleanup(needed));
      } else if (decisions.alters(address)) {
        graph.before(
            ActionKey.alter(address),
            decisions.retires(needed) ? ActionKey.cleanup(needed) : ActionKey.drop(needed));
      }
    }
  }

  private void newDependencies(Fact fact) {
    Address address = fact.address();
    for (Address needed : fact.dependencies()) {
      for (ActionKey ready : List.of(ActionKey.create(needed), ActionKey.alter(needed))) {
        graph.before(ready, ActionKey.create(address));
        graph.before(ready, ActionKey.alter(address));
      }
    }
  }

  /** A name must be free before it is taken again, by whatever kind of object. */
  private void names() {
    Map<String, List<ActionKey>> released = new HashMap<>();
    for (Fact fact : from.all()) {
      for (String name : Names.taken(fact)) {
        boolean kept =
            to.find(fact.address())
                .filter(wanted -> Names.taken(wanted).contains(name))
                .isPresent();
        if (decisions.drops(fact.address())) {
          released
              .computeIfAbsent(name, n -> new ArrayList<>())
              .add(ActionKey.drop(fact.address()));
        } else if (!kept) {
          released
              .computeIfAbsent(name, n -> new ArrayList<>())
              .add(ActionKey.alter(fact.address()));
        }
      }
    }
    for (Fact fact : to.all()) {
      for (String name : Names.taken(fact)) {
        for (ActionKey release : released.getOrDefault(name, List.of())) {
          Stream.of(ActionKey.create(fact.address()), ActionKey.alter(fact.address()))
              .filter(
                  taking ->
                      !taking.address().equals(release.address())
                          || taking.step() == ActionKey.Step.CREATE)
              .forEach(taking -> graph.before(release, taking));
        }
      }
    }
  }

  /** A partition is attached when it has all that it must share with its parent, and no more. */
  private void tie(Fact tie) {
    ActionKey attach = ActionKey.create(tie.address());
    Set<String> tables = Set.of(tie.address().container(), tie.address().name());
    for (String table : tables) {
      for (Fact fact : sides.oldAncestry().parts(table)) {
        graph.before(ActionKey.drop(fact.address()), attach);
        graph.before(ActionKey.alter(fact.address()), attach);
      }
      for (Fact fact : sides.newAncestry().parts(table)) {
        ActionKey create = ActionKey.create(fact.address());
        boolean local =
            fact.kind() == Kind.INDEX
                && !fact.has("attached_index")
                && fact.is("on_table", tie.address().container());
        if (!graph.implied(create)) {
          graph.before(local ? attach : create, local ? create : attach);
        }
      }
    }
  }

  /** A foreign key takes the first fitting key it finds: the old one has to be gone. */
  private void keys(Fact foreignKey) {
    Set<String> tables = new TreeSet<>();
    foreignKey.dependencies().stream()
        .map(to::find)
        .flatMap(Optional::stream)
        .filter(d -> d.kind() == Kind.CONSTRAINT || d.kind() == Kind.INDEX)
        .forEach(key -> tables.add(Ancestry.table(key)));
    for (String table : tables) {
      for (Fact fact : sides.oldAncestry().parts(table)) {
        if (fact.kind() != Kind.COLUMN) {
          graph.before(ActionKey.drop(fact.address()), ActionKey.create(foreignKey.address()));
        }
      }
    }
  }

  /**
   * A body in quotes leaves no trace in the catalog: what it seems to mention is created before,
   * where that works.
   */
  private void mentions() {
    Map<String, List<ActionKey>> created = new HashMap<>();
    for (Fact fact : to.all()) {
      boolean callable =
          fact.kind() == Kind.ROUTINE
              || fact.kind() == Kind.TABLE
              || fact.kind() == Kind.VIEW
              || fact.kind() == Kind.MATERIALIZED_VIEW;
      if (callable && decisions.creates(fact.address())) {
        String name = Sql.plain(fact.address().name().replaceAll("\\(.*", ""));
        created.computeIfAbsent(name, n -> new ArrayList<>()).add(ActionKey.create(fact.address()));
      }
    }
    for (Fact fact : to.all()) {
      if (fact.kind() == Kind.ROUTINE && decisions.of(fact.address()).isPresent()) {
        for (String word : new TreeSet<>(List.of(fact.text("definition").split("\\W+", -1)))) {
          created
              .getOrDefault(word, List.of())
              .forEach(
                  key -> {
                    graph.prefer(key, ActionKey.create(fact.address()));
                    graph.prefer(key, ActionKey.alter(fact.address()));
                  });
        }
      }
    }
  }
}
