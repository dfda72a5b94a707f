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

  /**
   * Decides once more for a part of a table that is not tied to its parent while that one changes:
   * it has to change by itself.
   */
  Optional<Decision> alone(Fact old) {
    Optional<Fact> wanted = sides.to().find(old.address());
    wanted
        .map(found -> changed(old, found))
        .filter(changed -> !changed.isEmpty())
        .ifPresent(changed -> decide(old, wanted.get(), changed, false));
    return Optional.ofNullable(decisions.get(old.address()));
  }

  private void compare(Fact old) {
    Optional<Fact> wanted = sides.to().find(old.address());
    if (wanted.isEmpty()) {
      decisions.put(old.address(), Decision.of(Decision.Fate.DROP));
      return;
    }
    SortedSet<String> changed = changed(old, wanted.get());
    if (losesNotNull(old, wanted.get())) {
      changed.add("not_null");
    }
    if (changed.isEmpty()) {
      return;
    }
    Set<String> followed = followed(wanted.get(), changed);
    boolean breaking = followed.stream().anyMatch(BREAKING::contains);
    changed.removeAll(followed);
    decide(old, wanted.get(), changed, breaking);
  }

  /**
   * A child's column stops being not null along with its parent's, unless it is so by a constraint
   * of its own; where it is to go on, it is made not null again.
   */
  private boolean losesNotNull(Fact old, Fact wanted) {
    return old.kind() == Kind.COLUMN
        && old.is("not_null")
        && wanted.is("not_null")
        && !old.is("ref:not_null_own")
        && sides.oldAncestry().ties(old.address().container()).stream()
            .filter(tie -> sides.to().has(tie.address()))
            .map(tie -> new Address(Kind.COLUMN, tie.address().name(), old.address().name()))
            .anyMatch(this::stopsBeingNotNull);
  }

  private boolean stopsBeingNotNull(Address column) {
    return sides.from().find(column).filter(fact -> fact.is("not_null")).isPresent()
        && sides.to().find(column).filter(fact -> !fact.is("not_null")).isPresent();
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
