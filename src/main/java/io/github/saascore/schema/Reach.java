package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Says how much of a difference a script makes, where it is not to go all the way.
 *
 * <p>What stays keeps what it needs, and keeps away what needs its name or its new form: what the
 * script reaches is a whole schema, and the way back begins there.
 */
final class Reach {
  private static final Set<Kind> MANNERS = Set.of(Kind.DEFAULT, Kind.OWNED_BY, Kind.INHERITANCE);

  private final Snapshot from;
  private final Snapshot wanted;
  private final DifferenceOptions options;
  private final NavigableMap<Address, Fact> facts;
  private final NavigableMap<Address, Change> changes = new TreeMap<>();
  private final NavigableMap<Address, LeftOut> left = new TreeMap<>();
  private final Ancestry ancestry;
  private final Handovers handovers;
  private final Set<Address> visited = new HashSet<>();
  private final Map<Address, List<Fact>> parts = new HashMap<>();
  private final Map<Address, List<Fact>> dependents = new HashMap<>();

  Reach(Snapshot from, Snapshot wanted, List<Change> changes, DifferenceOptions options) {
    this.from = from;
    this.wanted = wanted;
    this.options = options;
    this.facts = new TreeMap<>(wanted.facts());
    this.ancestry = new Ancestry(from);
    this.handovers = new Handovers(from, wanted);
    changes.forEach(change -> this.changes.put(change.address(), change));
    if (options.extent() != Extent.EVERYTHING || options.owned().isPresent()) {
      index();
      settle(changes);
    }
  }

  /** Returns the schema that the script leads to. */
  Snapshot reached() {
    return wanted.withFacts(facts);
  }

  /** Returns what is left out. */
  List<LeftOut> leftOut() {
    return List.copyOf(left.values());
  }

  private void index() {
    for (Fact fact : from.all()) {
      fact.parent()
          .ifPresent(parent -> parts.computeIfAbsent(parent, a -> new ArrayList<>()).add(fact));
    }
    for (Fact fact : wanted.all()) {
      for (Address needed : fact.dependencies()) {
        dependents.computeIfAbsent(needed, a -> new ArrayList<>()).add(fact);
      }
    }
  }

  private void settle(List<Change> all) {
    for (Change change : all) {
      cause(change)
          .ifPresent(
              cause ->
                  left.put(change.address(), new LeftOut(change, cause, reason(change, cause))));
    }
    for (LeftOut own : List.copyOf(left.values())) {
      leave(own.change().address(), own.cause(), own.reason());
    }
    int before;
    do {
      before = visited.size() + facts.size();
      inherit();
      names();
    } while (visited.size() + facts.size() > before);
  }

  private Optional<LeftOut.Cause> cause(Change change) {
    if (change.removes()
        && !ours(change.address())
        && change.from().filter(this::follows).isEmpty()) {
      return Optional.of(LeftOut.Cause.NOT_OURS);
    }
    if (options.extent() == Extent.ADDITIONS) {
      boolean manner =
          MANNERS.contains(change.address().kind())
              && change.to().flatMap(Fact::parent).filter(from::has).isPresent();
      return change.adds() && !manner ? Optional.empty() : Optional.of(LeftOut.Cause.ADDS_ONLY);
    }
    boolean loses =
        options.extent() == Extent.WITHOUT_LOSS && change.loss().isPresent() && !handedOver(change);
    return loses ? Optional.of(LeftOut.Cause.LOSES_DATA) : Optional.empty();
  }

  /** Returns whether a sequence goes because its column goes on counting where it stands. */
  private boolean handedOver(Change change) {
    return handovers
        .identity(change.address())
        .flatMap(column -> Optional.ofNullable(changes.get(column)))
        .filter(column -> column.loss().isEmpty())
        .isPresent();
  }

  /** Returns whether a table loses a part only because its parent, which is ours, loses it. */
  private boolean follows(Fact part) {
    return ancestry
        .origin(part)
        .map(Ancestry.Origin::part)
        .or(() -> whole(part))
        .filter(origin -> !wanted.has(origin))
        .filter(origin -> ours(origin) || from.find(origin).filter(this::follows).isPresent())
        .isPresent();
  }

  private Optional<Address> whole(Fact index) {
    return ancestry.whole(index).map(Fact::address);
  }

  private static String reason(Change change, LeftOut.Cause cause) {
    return switch (cause) {
      case NOT_OURS -> "neither the history nor the model made it";
      case ADDS_ONLY -> "only what is missing is created";
      default -> "it would lose " + change.loss().orElse("data");
    };
  }

  /** A part goes with what it is a part of, whoever made it. */
  private boolean ours(Address address) {
    if (options.owned().isEmpty() || options.owned().get().contains(address)) {
      return true;
    }
    return from.find(address)
        .flatMap(Fact::parent)
        .filter(parent -> !wanted.has(parent) && ours(parent))
        .isPresent();
  }

  private void leave(Address address, LeftOut.Cause cause, String reason) {
    if (!visited.add(address)) {
      return;
    }
    Optional.ofNullable(changes.get(address))
        .ifPresent(change -> left.putIfAbsent(address, new LeftOut(change, cause, reason)));
    Optional<Fact> old = from.find(address);
    if (old.isPresent()) {
      stay(old.get());
    } else {
      Fact wantedFact = wanted.facts().get(address);
      facts.remove(address);
      block(address, address + " is not made");
      if (wantedFact.has("bound")) {
        // A partition of nothing would be a table that nobody wants.
        wantedFact
            .parent()
            .filter(table -> !from.has(table))
            .ifPresent(table -> leave(table, LeftOut.Cause.BLOCKED, address + " is not made"));
      }
    }
  }

  private void stay(Fact old) {
    Address address = old.address();
    boolean whole = !wanted.has(address);
    boolean shape = Optional.ofNullable(changes.get(address)).filter(Reach::reshapes).isPresent();
    facts.put(address, old);
    for (Address needed : old.dependencies()) {
      if (!facts.containsKey(needed) && from.has(needed)) {
        leave(needed, LeftOut.Cause.NEEDED, address + " stays and needs it");
      }
    }
    if (whole || shape) {
      for (Fact part : parts.getOrDefault(address, List.of())) {
        boolean follows = part.is("ref:inheritance", "inherited") || part.has("attached_index");
        if (!follows || shape) {
          leave(
              part.address(), LeftOut.Cause.NEEDED, "it is a part of " + address + ", which stays");
        }
      }
    }
    if (shape) {
      block(address, address + " stays as it is");
    }
  }

  /** Returns whether what depends on the new form could not live with the old one. */
  private static boolean reshapes(Change change) {
    return (!change.removes() && change.loss().isPresent())
        || (change.address().kind() == Kind.TABLE
            && change.attributes().stream().anyMatch(Set.of("form", "partition_key")::contains));
  }

  private void block(Address gone, String reason) {
    for (Fact dependent : dependents.getOrDefault(gone, List.of())) {
      boolean differs = changes.containsKey(dependent.address());
      if (differs
          && Objects.equals(
              facts.get(dependent.address()), wanted.facts().get(dependent.address()))) {
        leave(dependent.address(), LeftOut.Cause.BLOCKED, reason);
      }
    }
  }

  /** A child table that stays goes on to have what its parent has, and nothing else of it. */
  private void inherit() {
    Heirs heirs = new Heirs(from, facts);
    for (Fact tie : List.copyOf(facts.values())) {
      if (tie.kind() == Kind.INHERITANCE && visited.contains(tie.address())) {
        for (Fact part : parts(tie.address().container())) {
          ancestry
              .origin(part)
              .filter(origin -> origin.tie().equals(tie.address()))
              .ifPresent(origin -> follow(heirs, part, origin.part()));
          whole(part).ifPresent(whole -> follow(heirs, part, whole));
        }
        heirs.added(tie).forEach(fact -> facts.put(fact.address(), fact));
      }
    }
  }

  /** Returns the columns, constraints and indexes of a table, foreign keys too. */
  private List<Fact> parts(String table) {
    List<Fact> all = new ArrayList<>(ancestry.parts(table));
    parts.getOrDefault(ConstraintRule.table(table), List.of()).stream()
        .filter(part -> part.kind() == Kind.FOREIGN_KEY)
        .forEach(all::add);
    return all;
  }

  private void follow(Heirs heirs, Fact part, Address origin) {
    if (facts.containsKey(origin)) {
      leave(part.address(), LeftOut.Cause.NEEDED, "the table stays");
      boolean index = part.has("attached_index");
      Fact now = facts.get(origin);
      boolean same = index && from.facts().get(origin).equals(now);
      facts.put(
          part.address(),
          same ? part : index ? heirs.attached(part, now) : heirs.changed(part, origin));
    } else if (facts.values().stream()
        .filter(fact -> fact.dependencies().contains(part.address()))
        .anyMatch(fact -> from.has(fact.address()))) {
      leave(origin, LeftOut.Cause.NEEDED, "a child table that stays needs it");
    }
  }

  /** A name that stays taken is not given to another object. */
  private void names() {
    Map<String, Address> taken = new HashMap<>();
    for (Fact fact : facts.values()) {
      if (visited.contains(fact.address())) {
        Names.taken(fact).forEach(name -> taken.put(name, fact.address()));
      }
    }
    for (Fact fact : List.copyOf(facts.values())) {
      Names.taken(fact).stream()
          .filter(name -> taken.containsKey(name) && !from.has(fact.address()))
          .filter(name -> !taken.get(name).equals(fact.address()))
          .findFirst()
          .ifPresent(
              name ->
                  leave(
                      fact.address(),
                      LeftOut.Cause.BLOCKED,
                      "its name is taken by " + taken.get(name) + ", which stays"));
    }
  }
}
