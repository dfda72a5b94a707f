package io.github.saascore.schema;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Decides for every object whether it is created, dropped, changed in place or made again, and
 * carries the last through to all that depends on it.
 */
final class Decisions {
  private static final Set<Kind> LOOSE =
      EnumSet.of(Kind.VIEW, Kind.ROUTINE, Kind.POLICY, Kind.DEFAULT);

  private final Sides sides;
  private final Snapshot from;
  private final Snapshot to;
  private final Rules rules;
  private final SortedMap<Address, Decision> decisions;
  private final List<Refusal> refusals;
  private final Comparison comparison;
  private final Map<Address, List<Fact>> dependents = new HashMap<>();
  private final Deque<Address> open = new ArrayDeque<>();
  private final Set<Address> retyped = new TreeSet<>();
  private final Handovers handovers;

  Decisions(Sides sides, Rules rules, DifferenceOptions options) {
    this.sides = sides;
    this.from = sides.from();
    this.to = sides.to();
    this.rules = rules;
    this.handovers = new Handovers(from, to);
    this.comparison = new Comparison(sides, rules, options);
    this.decisions = comparison.decisions();
    this.refusals = comparison.refusals();
    for (Fact fact : from.all()) {
      for (Address needed : fact.dependencies()) {
        dependents.computeIfAbsent(needed, address -> new ArrayList<>()).add(fact);
      }
    }
    Set<Address> again = new TreeSet<>(new PartitionKeys(from).under(breakingColumns()));
    again.addAll(new NestedDomains(sides, dependents, decisions).stiff());
    again.forEach(address -> decisions.put(address, Decision.of(Decision.Fate.AGAIN)));
    decisions.forEach(
        (address, decision) -> {
          if (decision.drops() || decision.breaking()) {
            open.add(address);
          }
        });
    settle();
    handovers.settle(sides, this);
  }

  private void settle() {
    Attachments attachments = new Attachments(sides, this);
    do {
      spread();
      attachments.settle();
    } while (!open.isEmpty());
    move();
    attachments.attach();
    attachments.undecided().stream()
        .filter(refusal -> !refusals.contains(refusal))
        .forEach(refusals::add);
  }

  /** Carries what goes away, if only for a moment, through to its dependents. */
  private void spread() {
    while (!open.isEmpty()) {
      Address gone = open.remove();
      for (Fact dependent : dependents.getOrDefault(gone, List.of())) {
        affect(gone, dependent);
      }
    }
  }

  private List<Address> breakingColumns() {
    return decisions.keySet().stream()
        .filter(address -> address.kind() == Kind.COLUMN && decisions.get(address).breaking())
        .toList();
  }

  /** Decides what happens to a dependent of what goes away. */
  private void affect(Address gone, Fact dependent) {
    Address address = dependent.address();
    Optional<Decision> own = of(address);
    if (own.filter(Decision::drops).isPresent() || !to.has(address)) {
      return;
    }
    boolean released = !to.facts().get(address).dependencies().contains(gone);
    boolean byData = dependent.kind() == Kind.COLUMN && !dependent.has("generated");
    if (byData && gone.kind().makesColumns() && drops(gone) && to.has(gone)) {
      retire(gone);
    }
    if ((released && own.isPresent()) || survives(gone, dependent)) {
      return;
    }
    if (drops(gone) && gone.kind().makesColumns() && byData) {
      retype(address);
    } else if (byData && gone.kind() != Kind.TABLE) {
      refusals.add(new Refusal(address, "it depends on " + gone + ", which has to be made again"));
    } else {
      again(address);
    }
  }

  /** Returns whether the server itself carries a dependent through. */
  private boolean survives(Address gone, Fact dependent) {
    if (!drops(gone)) {
      return switch (dependent.kind()) {
        case CONSTRAINT, INDEX, STATISTICS, OWNED_BY, INHERITANCE -> true;
        case PUBLICATION_TABLE -> !dependent.has("filter");
        default -> false;
      };
    }
    // The index of a partition outlives its parent's when the partition is detached before.
    return sides
            .oldAncestry()
            .whole(dependent)
            .filter(whole -> whole.address().equals(gone))
            .isPresent()
        && detached(dependent);
  }

  /** Returns whether the partition of an index is detached at some moment. */
  boolean detached(Fact index) {
    return sides.oldAncestry().ties(Ancestry.table(index)).stream()
        .anyMatch(tie -> drops(tie.address()) || tie.dependencies().stream().anyMatch(this::drops));
  }

  /** A type that columns have while it is made again makes way under another name. */
  private void retire(Address type) {
    if (type.kind() == Kind.RANGE) {
      String reason = "columns have the type, and its constructors cannot be there twice";
      refusals.add(new Refusal(type, reason));
    } else if (decisions.get(type).fate() == Decision.Fate.AGAIN) {
      decisions.put(type, new Decision(Decision.Fate.AGAIN, List.of(), false, true));
    }
  }

  private void retype(Address column) {
    Decision own = decisions.getOrDefault(column, Decision.of(Decision.Fate.ALTER));
    if (own.breaking()) {
      return;
    }
    decisions.put(column, new Decision(Decision.Fate.ALTER, own.statements(), true, false));
    retyped.add(column);
    open.add(column);
  }

  /**
   * Has columns whose type is made again move to it, unless they follow those of a parent table:
   * which tables stay tied is known last.
   */
  private void move() {
    for (Address column : retyped) {
      Fact old = from.facts().get(column);
      Fact wanted = to.facts().get(column);
      boolean follows =
          sides.steadyOrigin(wanted).filter(origin -> !drops(origin.tie())).isPresent();
      if (!follows && alters(column) && old.get("type").equals(wanted.get("type"))) {
        Ddl statement = rules.columns().retype(old, wanted);
        alterAs(
            column,
            own ->
                own.contains(statement)
                    ? own
                    : Stream.concat(Stream.of(statement), own.stream()).toList());
      }
    }
  }

  /** Has an object made again, and in time all that depends on it. */
  void again(Address address) {
    decisions.put(address, Decision.of(Decision.Fate.AGAIN));
    open.add(address);
    if (address.kind() == Kind.INHERITANCE) {
      untie(address);
    }
  }

  /** What would have changed along with the parent table changes by itself. */
  private void untie(Address tie) {
    for (Fact part : sides.oldAncestry().parts(tie.container())) {
      boolean follows =
          sides.oldAncestry().origin(part).filter(origin -> origin.tie().equals(tie)).isPresent();
      if (follows && of(part.address()).filter(Decision::drops).isEmpty()) {
        comparison
            .alone(part)
            .filter(decision -> decision.drops() || decision.breaking())
            .ifPresent(decision -> open.add(part.address()));
      }
    }
  }

  /**
   * Has made again one of several objects that wait for each other, if that costs no data; returns
   * whether there was one.
   */
  boolean loosen(List<ActionKey> circle) {
    Optional<Address> loose =
        circle.stream()
            .filter(action -> action.step() == ActionKey.Step.ALTER)
            .map(ActionKey::address)
            .filter(address -> LOOSE.contains(address.kind()) || generated(address))
            .findFirst();
    loose.ifPresent(
        address -> {
          again(address);
          settle();
        });
    return loose.isPresent();
  }

  private boolean generated(Address column) {
    return column.kind() == Kind.COLUMN
        && from.facts().get(column).has("generated")
        && to.facts().get(column).has("generated");
  }

  /** Adds a statement to what changes an object in place, if it is not there. */
  void alter(Address address, String sql) {
    Decision own = decisions.getOrDefault(address, Decision.of(Decision.Fate.ALTER));
    List<Ddl> statements = new ArrayList<>(own.statements());
    statements.remove(Ddl.of(sql));
    statements.add(Ddl.of(sql));
    decisions.put(address, new Decision(Decision.Fate.ALTER, statements, own.breaking(), false));
  }

  /** Changes what changes an object in place. */
  void alterAs(Address address, UnaryOperator<List<Ddl>> change) {
    Decision own = decisions.get(address);
    List<Ddl> statements = change.apply(own.statements());
    decisions.put(address, new Decision(own.fate(), statements, own.breaking(), own.retired()));
  }

  /** Returns the column with which a sequence goes or comes, because one takes over. */
  Optional<Address> takesOver(Address sequence) {
    Optional<Address> column = handovers.identity(sequence).or(() -> handovers.origin(sequence));
    return column.filter(this::alters);
  }

  Optional<Decision> of(Address address) {
    return Optional.ofNullable(decisions.get(address));
  }

  boolean drops(Address address) {
    return of(address).filter(Decision::drops).isPresent();
  }

  boolean creates(Address address) {
    return of(address).filter(Decision::creates).isPresent();
  }

  boolean alters(Address address) {
    return of(address).filter(decision -> decision.fate() == Decision.Fate.ALTER).isPresent();
  }

  boolean retires(Address address) {
    return of(address).filter(Decision::retired).isPresent();
  }

  SortedMap<Address, Decision> all() {
    return decisions;
  }

  List<Refusal> refusals() {
    return refusals;
  }
}
