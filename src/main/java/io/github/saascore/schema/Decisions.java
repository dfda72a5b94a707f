package io.github.saascore.schema;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Decides for every object whether it is created, dropped, changed in place or made again, and
 * carries the last through to all that depends on it.
 */
final class Decisions {
  private final Snapshot from;
  private final Snapshot to;
  private final Rules rules;
  private final Metadata metadata;
  private final SortedMap<Address, Decision> decisions = new TreeMap<>();
  private final SortedMap<Address, SortedSet<String>> changes = new TreeMap<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private final Map<Address, List<Fact>> dependents = new HashMap<>();

  Decisions(Snapshot from, Snapshot to, Rules rules, DifferenceOptions options) {
    this.from = from;
    this.to = to;
    this.rules = rules;
    this.metadata = new Metadata(from, to);
    from.all().forEach(fact -> compare(fact, options));
    to.all().stream()
        .filter(fact -> !from.has(fact.address()))
        .forEach(fact -> decisions.put(fact.address(), Decision.of(Decision.Fate.CREATE)));
    from.all()
        .forEach(
            fact ->
                fact.dependencies()
                    .forEach(d -> dependents.computeIfAbsent(d, k -> new ArrayList<>()).add(fact)));
    spread();
  }

  private void compare(Fact old, DifferenceOptions options) {
    Optional<Fact> wanted = to.find(old.address());
    if (wanted.isEmpty()) {
      decisions.put(old.address(), Decision.of(Decision.Fate.DROP));
      return;
    }
    SortedSet<String> changed = old.changed(wanted.get());
    changed.removeIf(attribute -> !options.counts(attribute));
    if (changed.isEmpty()) {
      return;
    }
    changes.put(old.address(), changed);
    SortedSet<String> own = new TreeSet<>(changed);
    own.removeIf(Metadata::covers);
    Alteration alteration =
        own.isEmpty()
            ? Alteration.inPlace(List.of())
            : rules.of(old.kind()).alter(old, wanted.get(), own);
    if (alteration instanceof Alteration.Again) {
      decisions.put(old.address(), Decision.of(Decision.Fate.AGAIN));
    } else if (alteration instanceof Alteration.Refused refused) {
      refusals.add(new Refusal(old.address(), refused.reason()));
    } else if (alteration instanceof Alteration.InPlace inPlace) {
      List<Ddl> statements = new ArrayList<>(inPlace.statements());
      metadata.altered(old, wanted.get(), changed).forEach(sql -> statements.add(Ddl.of(sql)));
      decisions.put(
          old.address(), new Decision(Decision.Fate.ALTER, statements, inPlace.breaking(), false));
    }
  }

  /** Carries what goes away, if only for a moment, through to its dependents. */
  private void spread() {
    partitionKeys();
    Deque<Address> open = new ArrayDeque<>();
    decisions.forEach(
        (address, decision) -> {
          if (decision.drops() || decision.breaking()) {
            open.add(address);
          }
        });
    while (!open.isEmpty()) {
      Address gone = open.remove();
      for (Fact dependent : dependents.getOrDefault(gone, List.of())) {
        if (affects(gone, dependent)) {
          open.add(dependent.address());
        }
      }
    }
  }

  /** A column that a table is partitioned by cannot change its type: the table is made again. */
  private void partitionKeys() {
    for (Address address : List.copyOf(decisions.keySet())) {
      if (address.kind() == Kind.COLUMN && decisions.get(address).breaking()) {
        Pattern word =
            Pattern.compile("(?<![\\w\"])" + Pattern.quote(address.name()) + "(?![\\w\"])");
        from.find(new Address(Kind.TABLE, schema(address), table(address)))
            .filter(table -> word.matcher(table.text("partition_key")).find())
            .ifPresent(table -> decisions.put(table.address(), Decision.of(Decision.Fate.AGAIN)));
      }
    }
  }

  private static String schema(Address part) {
    String prefix = ConstraintRule.schema(part.container());
    return prefix.substring(0, prefix.length() - 1);
  }

  private static String table(Address part) {
    return part.container().substring(ConstraintRule.schema(part.container()).length());
  }

  /** Decides what happens to a dependent and returns whether that is news to its own dependents. */
  private boolean affects(Address gone, Fact dependent) {
    Decision cause = decisions.get(gone);
    Address address = dependent.address();
    Optional<Decision> own = Optional.ofNullable(decisions.get(address));
    if (own.filter(Decision::drops).isPresent() || !to.has(address)) {
      return false;
    }
    boolean released = !to.facts().get(address).dependencies().contains(gone);
    if (released && own.isPresent()) {
      return false;
    }
    if (cause.drops()
        && gone.kind().isType()
        && dependent.kind() == Kind.COLUMN
        && !dependent.has("generated")) {
      return retype(gone, address);
    }
    if (!cause.drops() && survives(dependent)) {
      return false;
    }
    if (dependent.kind() == Kind.COLUMN
        && gone.kind() != Kind.TABLE
        && !dependent.has("generated")) {
      refusals.add(new Refusal(address, "it depends on " + gone + ", which has to be made again"));
      return false;
    }
    decisions.put(address, Decision.of(Decision.Fate.AGAIN));
    return true;
  }

  /** What the server itself carries through the change of a column's type. */
  private static boolean survives(Fact dependent) {
    return switch (dependent.kind()) {
      case CONSTRAINT, INDEX, STATISTICS, OWNED_BY, INHERITANCE -> true;
      case PUBLICATION_TABLE -> !dependent.has("filter");
      default -> false;
    };
  }

  private boolean retype(Address type, Address column) {
    Decision cause = decisions.get(type);
    if (cause.fate() == Decision.Fate.AGAIN) {
      decisions.put(type, new Decision(Decision.Fate.AGAIN, List.of(), false, true));
    }
    Decision own = decisions.getOrDefault(column, Decision.of(Decision.Fate.ALTER));
    if (own.breaking()) {
      return false;
    }
    List<Ddl> statements = new ArrayList<>();
    statements.add(
        Ddl.of(rules.columns().retype(from.facts().get(column), to.facts().get(column))));
    statements.addAll(own.statements());
    decisions.put(column, new Decision(Decision.Fate.ALTER, statements, true, false));
    return true;
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

  SortedMap<Address, Decision> all() {
    return decisions;
  }

  /**
   * Returns the names of the attributes that differ, none for what is only made again for others.
   */
  Set<String> changes(Address address) {
    return changes.getOrDefault(address, new TreeSet<>());
  }

  List<Refusal> refusals() {
    return refusals;
  }
}
