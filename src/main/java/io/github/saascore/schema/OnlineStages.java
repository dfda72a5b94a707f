package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The stages in which tables that are in use get constraints, indexes, keys and columns that are
 * not null.
 */
final class OnlineStages {
  private static final String NOT_VALID = " NOT VALID";

  /** Attributes of a column that an index on it cannot outlive unchanged. */
  private static final Set<String> SHAPING = Set.of("type", "collation", "generated", "expression");

  private final Snapshot old;
  private final Snapshot wanted;
  private final Set<String> parents = new TreeSet<>();

  /** New constraints, first in the form that is not valid yet. */
  private final List<Fact> checked = new ArrayList<>();

  /** New keys by the indexes that they are made of. */
  private final SortedMap<Address, Fact> keys = new TreeMap<>();

  private final List<Fact> indexes = new ArrayList<>();
  private final List<Fact> surplus = new ArrayList<>();
  private final List<Fact> filled = new ArrayList<>();

  OnlineStages(Difference difference) {
    this.old = difference.renamed();
    this.wanted = difference.reached();
    for (Snapshot side : List.of(old, wanted)) {
      side.all().stream()
          .filter(fact -> fact.kind() == Kind.INHERITANCE)
          .forEach(tie -> parents.addAll(List.of(tie.address().name(), tie.address().container())));
    }
    wanted.all().forEach(this::sort);
    old.all().stream()
        .filter(fact -> fact.kind() == Kind.INDEX && !wanted.has(fact.address()))
        .filter(fact -> busy(fact) && steady(fact))
        .forEach(surplus::add);
  }

  /**
   * Returns whether an object is part of a table that exists on both sides and is no foreign one.
   */
  private boolean busy(Fact part) {
    String name = Ancestry.table(part);
    Address table = ConstraintRule.table(name);
    Optional<Fact> before = old.find(table);
    return before.isPresent()
        && !parents.contains(name)
        && before.get().is("form", "plain")
        && wanted.find(table).filter(after -> after.is("form", "plain")).isPresent();
  }

  /** Returns whether an index could stay for a while when all else is as it is wanted. */
  private boolean steady(Fact index) {
    return index.dependencies().stream()
        .filter(needed -> needed.kind() != Kind.TABLE)
        .allMatch(needed -> alike(old.find(needed), wanted.find(needed)));
  }

  private static boolean alike(Optional<Fact> before, Optional<Fact> after) {
    if (before.isEmpty() || after.isEmpty()) {
      return before.isEmpty() && after.isEmpty();
    }
    return before.get().kind() == Kind.COLUMN
        ? SHAPING.stream().allMatch(name -> before.get().get(name).equals(after.get().get(name)))
        : before.equals(after);
  }

  private void sort(Fact fact) {
    Optional<Fact> before = old.find(fact.address());
    if (!busy(fact)) {
      return;
    }
    switch (fact.kind()) {
      case FOREIGN_KEY -> constraint(fact, before);
      case CONSTRAINT -> {
        if (fact.is("form", "check")) {
          constraint(fact, before);
        } else if (before.isEmpty()) {
          KeyIndex.of(fact, wanted.major()).ifPresent(index -> keys.put(index.address(), fact));
        }
      }
      case INDEX -> {
        boolean same =
            before.filter(b -> b.text("definition").equals(fact.text("definition"))).isPresent();
        if (!same && before.filter(index -> !steady(index)).isEmpty()) {
          indexes.add(fact);
        }
      }
      case COLUMN -> {
        boolean fills = before.isPresent() && fact.is("not_null") && !before.get().is("not_null");
        if (fills && !fact.has("not_null_not_valid") && !fact.has("identity")) {
          filled.add(fact);
        }
      }
      default -> {}
    }
  }

  private void constraint(Fact fact, Optional<Fact> before) {
    boolean valid =
        !fact.text("definition").endsWith(NOT_VALID)
            && !fact.text("definition").endsWith(" NOT ENFORCED");
    boolean changed =
        before.isEmpty() || !before.get().text("definition").equals(fact.text("definition"));
    boolean pending =
        before
            .filter(b -> b.text("definition").equals(fact.text("definition") + NOT_VALID))
            .isPresent();
    if (valid && changed && !pending) {
      checked.add(fact);
    }
  }

  /** Adds the stages: hold for new rows, validate, build, use. */
  void addTo(Stages stages) {
    Snapshot first = base(true, true);
    Snapshot second = base(false, true);
    Snapshot undone = base(false, false);
    Snapshot built = built(second, true);
    Snapshot kept = built(undone, false);
    stages.add(
        Segments.CHANGES, first, undone, true, script -> script, script -> withPending(script));
    stages.add("validate constraints", second, undone, true, s -> s, s -> s);
    stages.add(
        "build indexes concurrently",
        built,
        kept,
        false,
        OnlineScript::concurrently,
        script -> OnlineScript.dropping(OnlineScript.concurrently(script), keys.keySet()));
    stages.add(
        "use what was built and validated",
        wanted,
        wanted,
        true,
        script -> OnlineScript.using(script, keys),
        script -> script);
  }

  private List<Ddl> withPending(List<Ddl> script) {
    List<Ddl> all = new ArrayList<>(script);
    filled.stream()
        .filter(column -> !native18())
        .map(NotNull::check)
        .forEach(check -> all.add(0, OnlineScript.dropIfThere(check)));
    return all;
  }

  private boolean native18() {
    return wanted.major() >= 18;
  }

  /** Returns the wanted schema without indexes and keys, and with columns not null only so far. */
  private Snapshot base(boolean pending, boolean checks) {
    SortedMap<Address, Fact> facts = new TreeMap<>(wanted.facts());
    if (pending) {
      checked.forEach(
          fact ->
              facts.put(
                  fact.address(),
                  fact.with("definition", Optional.of(fact.text("definition") + NOT_VALID))));
    }
    for (Fact column : filled) {
      fill(facts, column, pending, checks);
    }
    Set<Address> late = new TreeSet<>();
    keys.values().forEach(key -> late.add(key.address()));
    indexes.forEach(index -> late.add(index.address()));
    late.forEach(address -> putBack(facts, address));
    surplus.forEach(index -> facts.put(index.address(), index));
    defer(facts, late);
    return wanted.withFacts(facts);
  }

  private void fill(SortedMap<Address, Fact> facts, Fact column, boolean pending, boolean checks) {
    if (native18()) {
      Fact reached = pending ? column.with("not_null_not_valid", Optional.of("true")) : column;
      facts.put(column.address(), reached);
      return;
    }
    facts.put(column.address(), column.with("not_null", Optional.empty()));
    if (checks) {
      Fact check = NotNull.check(column);
      String definition = check.text("definition") + (pending ? NOT_VALID : "");
      facts.put(check.address(), check.with("definition", Optional.of(definition)));
    }
  }

  /** What needs a late object waits for it. */
  private void defer(SortedMap<Address, Fact> facts, Set<Address> late) {
    boolean grown = true;
    while (grown) {
      List<Fact> waiting =
          facts.values().stream()
              .filter(fact -> fact.dependencies().stream().anyMatch(late::contains))
              .filter(fact -> !late.contains(fact.address()))
              .filter(fact -> !old.find(fact.address()).equals(Optional.of(fact)))
              .toList();
      waiting.forEach(fact -> putBack(facts, fact.address()));
      grown = waiting.stream().map(Fact::address).filter(late::add).count() > 0;
    }
  }

  private void putBack(SortedMap<Address, Fact> facts, Address address) {
    Optional<Fact> before = old.find(address);
    before.ifPresentOrElse(fact -> facts.put(address, fact), () -> facts.remove(address));
  }

  /** Returns a schema with the indexes, those that keys are made of only where asked. */
  private Snapshot built(Snapshot before, boolean withKeys) {
    SortedMap<Address, Fact> facts = new TreeMap<>(before.facts());
    indexes.forEach(index -> facts.put(index.address(), index));
    surplus.forEach(index -> facts.remove(index.address()));
    if (withKeys) {
      keys.values()
          .forEach(
              key ->
                  KeyIndex.of(key, wanted.major())
                      .ifPresent(index -> facts.put(index.address(), index)));
    }
    return before.withFacts(facts);
  }
}
