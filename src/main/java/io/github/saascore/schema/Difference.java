package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What leads from one schema to another.
 *
 * @param from the schema as it is
 * @param to the schema as it is wanted
 * @param options what was compared
 * @param changes what differs, object by object, in the order of their identities
 * @param script the statements that make it so, in an order that works; empty if anything is
 *     refused
 * @param refusals what SQL cannot do, by name
 */
public record Difference(
    Snapshot from,
    Snapshot to,
    DifferenceOptions options,
    List<Change> changes,
    List<Ddl> script,
    List<Refusal> refusals) {

  /** Copies the lists. */
  public Difference {
    changes = List.copyOf(changes);
    script = List.copyOf(script);
    refusals = List.copyOf(refusals);
  }

  /**
   * Returns what leads from one schema to another, both read from servers of the same major
   * version.
   */
  public static Difference between(Snapshot from, Snapshot to, DifferenceOptions options) {
    Snapshot old = counted(from, options);
    Snapshot wanted = keepUncounted(old, counted(to, options), options);
    List<Change> changes = changes(old, counted(to, options), options);
    if (changes.isEmpty() && from.unmodelled().equals(to.unmodelled())) {
      return new Difference(from, to, options, changes, List.of(), List.of());
    }
    Rules rules = new Rules(wanted);
    Sides sides = Sides.of(old, wanted);
    Decisions decisions = new Decisions(sides, rules, options);
    List<Refusal> refusals = new ArrayList<>();
    unmodelled(from, to, refusals);
    if (from.major() != to.major()) {
      refusals.add(majors(from, to));
    }
    List<Ddl> script = script(sides, rules, decisions, refusals);
    refusals.addAll(decisions.refusals());
    refusals.addAll(new ColumnOrder(sides, decisions).refusals());
    return new Difference(
        from, to, options, changes, refusals.isEmpty() ? script : List.of(), refusals);
  }

  private static List<Ddl> script(
      Sides sides, Rules rules, Decisions decisions, List<Refusal> refusals) {
    Planner planner = new Planner(sides, decisions);
    ActionGraph.Order order = planner.graph().order();
    while (!order.circle().isEmpty() && decisions.loosen(order.circle())) {
      planner = new Planner(sides, decisions);
      order = planner.graph().order();
    }
    if (!order.circle().isEmpty()) {
      refusals.add(circular(order.circle()));
    }
    return new ScriptWriter(sides, rules, decisions, planner).write(order.actions());
  }

  private static Refusal majors(Snapshot from, Snapshot to) {
    return new Refusal(
        "PostgreSQL " + from.major() + " and " + to.major(),
        "each major version writes definitions in its own way: compare databases of the same one");
  }

  private static Refusal circular(List<ActionKey> circle) {
    String others =
        circle.stream()
            .map(action -> action.address().toString())
            .distinct()
            .collect(Collectors.joining(", "));
    return new Refusal(circle.get(0).address(), "these wait for each other: " + others);
  }

  private static void unmodelled(Snapshot from, Snapshot to, List<Refusal> refusals) {
    SortedSet<String> differing = new TreeSet<>(from.unmodelled());
    differing.addAll(to.unmodelled());
    differing.removeIf(what -> from.unmodelled().contains(what) && to.unmodelled().contains(what));
    differing.forEach(what -> refusals.add(new Refusal(what, "objects of this kind are not read")));
  }

  private static Snapshot counted(Snapshot snapshot, DifferenceOptions options) {
    SortedMap<Address, Fact> facts = new TreeMap<>(snapshot.facts());
    facts.keySet().removeIf(address -> !options.counts(address.kind()));
    return snapshot.withFacts(facts);
  }

  /**
   * Owners and privileges that are not compared stay as they are, also where an object is made
   * again.
   */
  private static Snapshot keepUncounted(Snapshot from, Snapshot to, DifferenceOptions options) {
    SortedMap<Address, Fact> facts = new TreeMap<>();
    for (Fact fact : to.all()) {
      Optional<Fact> old = from.find(fact.address());
      Fact kept = fact;
      SortedSet<String> names = new TreeSet<>(fact.attributes().keySet());
      old.ifPresent(found -> names.addAll(found.attributes().keySet()));
      for (String name : names) {
        if (Metadata.covers(name) && !options.counts(name)) {
          kept = kept.with(name, old.flatMap(found -> found.get(name)));
        }
      }
      facts.put(fact.address(), kept);
    }
    return to.withFacts(facts);
  }

  private static List<Change> changes(Snapshot from, Snapshot to, DifferenceOptions options) {
    SortedSet<Address> addresses = new TreeSet<>(from.facts().keySet());
    addresses.addAll(to.facts().keySet());
    List<Change> changes = new ArrayList<>();
    for (Address address : addresses) {
      Optional<Fact> old = from.find(address);
      Optional<Fact> wanted = to.find(address);
      SortedSet<String> changed = new TreeSet<>();
      if (old.isPresent() && wanted.isPresent()) {
        changed.addAll(old.get().changed(wanted.get()));
        changed.removeIf(name -> !options.counts(name));
      }
      if (old.isEmpty() || wanted.isEmpty() || !changed.isEmpty()) {
        changes.add(new Change(address, old, wanted, changed));
      }
    }
    return changes;
  }

  /** Returns what leads back. */
  public Difference inverse() {
    return between(to, from, options);
  }

  /** Returns whether the two schemas are the same by what was compared. */
  public boolean isEmpty() {
    return changes.isEmpty();
  }
}
