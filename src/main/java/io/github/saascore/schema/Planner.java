package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Builds the graph of actions from the decisions and the dependencies of both schemas. */
final class Planner {
  private final Snapshot from;
  private final Snapshot to;
  private final Decisions decisions;
  private final Ancestry oldAncestry;
  private final Ancestry newAncestry;
  private final ActionGraph graph = new ActionGraph();

  Planner(Snapshot from, Snapshot to, Decisions decisions) {
    this.from = from;
    this.to = to;
    this.decisions = decisions;
    this.oldAncestry = new Ancestry(from);
    this.newAncestry = new Ancestry(to);
  }

  ActionGraph graph() {
    decisions.all().forEach(this::actions);
    from.all().forEach(this::uniteDrop);
    to.all().forEach(this::uniteCreate);
    from.all().forEach(this::oldDependencies);
    to.all().forEach(this::newDependencies);
    names();
    to.all().stream().filter(fact -> fact.kind() == Kind.INHERITANCE).forEach(this::tie);
    return graph;
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
    Optional<Ancestry.Origin> origin = oldAncestry.origin(fact);
    Optional<Address> parent = fact.parent().filter(decisions::drops);
    if (parent.isPresent() && fact.kind() != Kind.USER_MAPPING && !retired(parent.get())) {
      graph.unite(drop, ActionKey.drop(parent.get()));
    } else if (origin.isPresent()
        && !decisions.drops(origin.get().tie())
        && decisions.drops(origin.get().part())) {
      graph.imply(drop, ActionKey.drop(origin.get().part()));
    } else if (origin.isPresent()) {
      graph.before(ActionKey.drop(origin.get().tie()), drop);
    }
    if (fact.has("attached_index") && parent.isEmpty()) {
      fact.dependencies().stream()
          .filter(d -> d.kind() == fact.kind() && decisions.drops(d))
          .findFirst()
          .ifPresent(whole -> graph.imply(drop, ActionKey.drop(whole)));
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

  private boolean retired(Address address) {
    return decisions.of(address).filter(Decision::retired).isPresent();
  }

  /**
   * What stands inline in its owner's creation, or comes with a parent table, needs no statement of
   * its own.
   */
  private void uniteCreate(Fact fact) {
    Address address = fact.address();
    Optional<Ancestry.Origin> origin = newAncestry.origin(fact);
    if (decisions.alters(address)) {
      origin
          .filter(found -> sameChange(fact, found))
          .ifPresent(found -> graph.imply(ActionKey.alter(address), ActionKey.alter(found.part())));
    }
    if (!decisions.creates(address)) {
      return;
    }
    ActionKey create = ActionKey.create(address);
    if (origin.isPresent() && inherits(fact, origin.get(), create)) {
      return;
    }
    Optional<Address> parent = fact.parent().filter(decisions::creates);
    if (parent.isPresent() && inline(fact)) {
      graph.unite(create, ActionKey.create(parent.get()));
    }
  }

  private boolean sameChange(Fact fact, Ancestry.Origin origin) {
    return decisions.alters(origin.part())
        && !decisions.creates(origin.tie())
        && !decisions.changes(fact.address()).contains("comment")
        && decisions.changes(origin.part()).containsAll(decisions.changes(fact.address()))
        && decisions.changes(fact.address()).stream()
            .allMatch(name -> to.facts().get(origin.part()).get(name).equals(fact.get(name)));
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
      case COLUMN, DOMAIN_CONSTRAINT -> true;
      case DEFAULT -> fact.parent().filter(parent -> parent.kind() == Kind.COLUMN).isPresent();
      case CONSTRAINT -> !fact.text("definition").endsWith("NOT VALID");
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
            retired(needed) ? ActionKey.cleanup(needed) : ActionKey.drop(needed));
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

  /** A partition is attached when it has all that it must share with its parent. */
  private void tie(Fact tie) {
    ActionKey attach = ActionKey.create(tie.address());
    for (Fact fact : to.all()) {
      boolean ofChild =
          fact.address().container().equals(tie.address().container())
              || fact.is("on_table", tie.address().container());
      boolean ofParent =
          fact.address().container().equals(tie.address().name())
              || fact.is("on_table", tie.address().name());
      boolean shared =
          fact.kind() == Kind.COLUMN || fact.kind() == Kind.CONSTRAINT || fact.kind() == Kind.INDEX;
      if (shared && (ofChild || ofParent) && !graph.implied(ActionKey.create(fact.address()))) {
        graph.before(ActionKey.create(fact.address()), attach);
      }
    }
  }
}
