package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Decides for every object by itself, from its two versions alone. */
final class Comparison {
  private static final Set<String> BREAKING = Set.of("type", "collation", "expression");

  /**
   * Whether an index belongs to its parent's is settled when it is known which tables stay tied.
   */
  private static final Set<String> ATTACHMENT = Set.of("attached_to", "attached_index");

  private final Sides sides;
  private final Rules rules;
  private final DifferenceOptions options;
  private final Metadata metadata;
  private final SortedMap<Address, Decision> decisions = new TreeMap<>();
  private final List<Refusal> refusals = new ArrayList<>();

  Comparison(Sides sides, Rules rules, DifferenceOptions options) {
    this.sides = sides;
    this.rules = rules;
    this.options = options;
    this.metadata = new Metadata(sides.from(), sides.to());
    sides.from().all().forEach(this::compare);
    sides.to().all().stream()
        .filter(fact -> !sides.from().has(fact.address()))
        .forEach(fact -> decisions.put(fact.address(), Decision.of(Decision.Fate.CREATE)));
  }

  SortedMap<Address, Decision> decisions() {
    return decisions;
  }

  List<Refusal> refusals() {
    return refusals;
  }

  private void compare(Fact old) {
    Optional<Fact> wanted = sides.to().find(old.address());
    if (wanted.isEmpty()) {
      decisions.put(old.address(), Decision.of(Decision.Fate.DROP));
      return;
    }
    SortedSet<String> changed = changed(old, wanted.get());
    if (changed.isEmpty()) {
      return;
    }
    Set<String> followed = followed(wanted.get(), changed);
    boolean breaking = followed.stream().anyMatch(BREAKING::contains);
    changed.removeAll(followed);
    decide(old, wanted.get(), changed, breaking);
  }

  private SortedSet<String> changed(Fact old, Fact wanted) {
    SortedSet<String> changed = old.changed(wanted);
    changed.removeIf(attribute -> !options.counts(attribute) || ATTACHMENT.contains(attribute));
    return changed;
  }

  /** Returns what changes along with the same part of the parent table. */
  private Set<String> followed(Fact wanted, Set<String> changed) {
    Set<String> followed = new TreeSet<>();
    sides
        .steadyOrigin(wanted)
        .map(Ancestry.Origin::part)
        .ifPresent(
            part -> {
              Fact oldParent = sides.from().facts().get(part);
              Fact newParent = sides.to().facts().get(part);
              SortedSet<String> parentChanged = changed(oldParent, newParent);
              parentChanged.removeIf(Metadata::covers);
              boolean inPlace =
                  parentChanged.isEmpty()
                      || rules.of(part.kind()).alter(oldParent, newParent, parentChanged)
                          instanceof Alteration.InPlace;
              changed.stream()
                  .filter(name -> inPlace && parentChanged.contains(name))
                  .filter(name -> newParent.get(name).equals(wanted.get(name)))
                  .forEach(name -> followed.add(name));
            });
    return followed;
  }

  private void decide(Fact old, Fact wanted, SortedSet<String> changed, boolean breaking) {
    SortedSet<String> own = new TreeSet<>(changed);
    own.removeIf(Metadata::covers);
    Alteration alteration =
        own.isEmpty()
            ? Alteration.inPlace(List.of())
            : rules.of(old.kind()).alter(old, wanted, own);
    if (alteration instanceof Alteration.Again) {
      decisions.put(old.address(), Decision.of(Decision.Fate.AGAIN));
    } else if (alteration instanceof Alteration.Refused refused) {
      refusals.add(new Refusal(old.address(), refused.reason()));
    } else if (alteration instanceof Alteration.InPlace inPlace) {
      List<Ddl> statements = new ArrayList<>(inPlace.statements());
      metadata.altered(old, wanted, changed).forEach(sql -> statements.add(Ddl.of(sql)));
      decisions.put(
          old.address(),
          new Decision(Decision.Fate.ALTER, statements, inPlace.breaking() || breaking, false));
    }
  }
}
