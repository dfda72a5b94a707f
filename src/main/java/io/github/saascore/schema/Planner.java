package io.github.saascore.schema;

import io.github.saascore.postgres.Quote;
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

  /** Returns the actions with their unions and their order. */
  ActionGraph graph() {
    return graph;
  }

  private void build() {
    decisions.all().forEach(this::actions);
    keptByChildren.addAll(new Unions(sides, decisions, graph).unite());
    from.all().forEach(this::oldDependencies);
    from.all().stream().filter(fact -> fact.kind() == Kind.INHERITANCE).forEach(this::untie);
    to.all().forEach(this::newDependencies);
    names();
    overloads();
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

  private void oldDependencies(Fact fact) {
    Address address = fact.address();
    for (Address needed : fact.dependencies()) {
      if (decisions.drops(address)) {
        graph.before(ActionKey.drop(address), ActionKey.drop(needed));
        if (fact.kind() != Kind.COLUMN || needed.kind() != Kind.TABLE) {
          graph.before(ActionKey.drop(address), ActionKey.alter(needed));
        }
        graph.before(ActionKey.drop(address), ActionKey.cleanup(needed));
        graph.before(
            ActionKey.cleanup(address),
            decisions.retires(needed) ? ActionKey.cleanup(needed) : ActionKey.drop(needed));
      } else if (decisions.alters(address)) {
        ActionKey alter = ActionKey.alter(address);
        graph.before(
            alter, decisions.retires(needed) ? ActionKey.cleanup(needed) : ActionKey.drop(needed));
        if (!to.has(address) || !to.facts().get(address).dependencies().contains(needed)) {
          leave(alter, needed);
        }
      }
    }
  }

  /** What is left alone from now on changes later; an enum that gets values does not mind. */
  private void leave(ActionKey alter, Address needed) {
    if (needed.kind() == Kind.ENUM) {
      graph.prefer(alter, ActionKey.alter(needed));
    } else {
      graph.before(alter, ActionKey.alter(needed));
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

  /**
   * Callers are made when no old namesake is there that they could mean; one with defaults would
   * even leave the server in doubt.
   */
  private void overloads() {
    List<Fact> created =
        to.all().stream()
            .filter(fact -> fact.kind() == Kind.ROUTINE && decisions.creates(fact.address()))
            .toList();
    for (Fact old : from.all()) {
      if (old.kind() == Kind.ROUTINE && decisions.drops(old.address())) {
        created.stream()
            .filter(fact -> RoutineRule.namesakes(old.address(), fact.address()))
            .forEach(fact -> overload(old, fact));
      }
    }
  }

  private void overload(Fact old, Fact created) {
    ActionKey drop = ActionKey.drop(old.address());
    ActionKey create = ActionKey.create(created.address());
    if (RoutineRule.confusable(old, created)) {
      graph.before(drop, create);
    } else {
      graph.prefer(drop, create);
    }
  }

  /** A child that goes need not change before; one that stays changes after its parent. */
  private void untie(Fact tie) {
    for (Fact part : sides.oldAncestry().parts(tie.address().name())) {
      Address parent = part.address();
      graph.prefer(ActionKey.drop(tie.address()), ActionKey.alter(parent));
      Address child = new Address(parent.kind(), tie.address().container(), parent.name());
      if (parent.kind() == Kind.COLUMN && !decisions.drops(tie.address())) {
        graph.before(ActionKey.alter(parent), ActionKey.alter(child));
      }
    }
  }

  /**
   * A partition is attached when it has all that it must share with its parent, and no more, and
   * when those are gone whose rows it may be for.
   */
  private void tie(Fact tie) {
    ActionKey attach = ActionKey.create(tie.address());
    sides
        .oldAncestry()
        .children(tie.address().name())
        .forEach(other -> graph.before(ActionKey.drop(other.address()), attach));
    Rivals rivals = new Rivals(sides, decisions);
    String partition = tie.address().container();
    for (String table : Set.of(partition, tie.address().name())) {
      for (Fact fact : sides.oldAncestry().parts(table)) {
        graph.before(ActionKey.drop(fact.address()), attach);
        graph.before(ActionKey.alter(fact.address()), attach);
      }
      for (Fact fact : sides.newAncestry().parts(table)) {
        ActionKey create = ActionKey.create(fact.address());
        boolean late =
            table.equals(partition) ? rivals.lateOnPartition(fact) : rivals.lateOnParent(fact);
        if (!graph.implied(create)) {
          graph.before(late ? attach : create, late ? create : attach);
        }
      }
    }
  }

  /**
   * A foreign key leans on all partitions and on the first fitting key: what goes has to be gone.
   */
  private void keys(Fact foreignKey) {
    ActionKey create = ActionKey.create(foreignKey.address());
    from.find(foreignKey.address()).stream()
        .flatMap(old -> old.dependencies().stream())
        .filter(needed -> !to.has(needed))
        .forEach(needed -> graph.before(ActionKey.drop(needed), create));
    Set<String> tables = new TreeSet<>();
    foreignKey.dependencies().stream()
        .map(to::find)
        .flatMap(Optional::stream)
        .filter(d -> d.kind() == Kind.CONSTRAINT || d.kind() == Kind.INDEX)
        .forEach(key -> tables.add(Ancestry.table(key)));
    for (String table : tables) {
      for (Fact fact : sides.oldAncestry().parts(table)) {
        if (fact.kind() != Kind.COLUMN) {
          graph.before(ActionKey.drop(fact.address()), create);
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
        String name = Quote.plain(fact.address().name().replaceAll("\\(.*", ""));
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
