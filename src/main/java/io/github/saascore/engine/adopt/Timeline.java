package io.github.saascore.engine.adopt;

import io.github.saascore.schema.Address;
import io.github.saascore.schema.Fact;
import io.github.saascore.schema.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Every object of a schema through the history: what it was from which moment on.
 *
 * <p>Moments are numbers that grow; between any two there may be others. An object that is the same
 * at two moments is kept once.
 */
final class Timeline {
  private final SortedMap<Address, List<Version>> versions = new TreeMap<>();
  private final SortedMap<Long, Set<Address>> changes = new TreeMap<>();
  private Map<Address, Definition> last = Map.of();

  /**
   * A state of an object.
   *
   * @param from the moment from which on it holds
   * @param definition the object; empty where it is not there
   */
  record Version(long from, Optional<Definition> definition) {}

  /** Adds the schema at a moment later than all others. */
  void add(long moment, Snapshot snapshot) {
    Map<Address, Definition> now = new LinkedHashMap<>();
    SortedSet<Address> changed = new TreeSet<>(last.keySet());
    for (Fact fact : snapshot.all()) {
      Definition definition = Definition.of(fact);
      Definition before = last.get(fact.address());
      boolean same = Definition.same(Optional.of(definition), Optional.ofNullable(before));
      now.put(fact.address(), same ? before : definition);
      changed.add(fact.address());
      if (same) {
        changed.remove(fact.address());
      }
    }
    for (Address address : changed) {
      List<Version> known = versions.computeIfAbsent(address, a -> new ArrayList<>());
      if (known.isEmpty() && !changes.isEmpty()) {
        known.add(new Version(changes.firstKey(), Optional.empty()));
      }
      known.add(new Version(moment, Optional.ofNullable(now.get(address))));
    }
    changes.put(moment, changed);
    last = now;
  }

  /** Returns the objects that ever were there after the first moment, or changed. */
  Set<Address> known() {
    return versions.keySet();
  }

  /** Returns the objects that are not the same at this moment as right before it. */
  Set<Address> changedAt(long moment) {
    return changes.getOrDefault(moment, Set.of());
  }

  /** Returns the moments, the first one being the beginning. */
  Set<Long> moments() {
    return changes.keySet();
  }

  /** Returns an object at a moment. */
  Optional<Definition> at(Address address, long moment) {
    Optional<Definition> found = Optional.empty();
    for (Version version : versions.getOrDefault(address, List.of())) {
      if (version.from() <= moment) {
        found = version.definition();
      }
    }
    return found;
  }

  /** Returns an object right before a moment. */
  Optional<Definition> before(Address address, long moment) {
    return at(address, moment - 1);
  }

  /** Returns these objects without those that are a part of another one of them. */
  List<Address> wholes(Collection<Address> addresses, long moment) {
    Set<Address> all = Set.copyOf(addresses);
    return addresses.stream()
        .filter(
            address ->
                at(address, moment)
                    .flatMap(definition -> definition.fact().parent())
                    .filter(all::contains)
                    .isEmpty())
        .toList();
  }

  /** Returns the first moment at which an object was there. */
  Optional<Long> firstMade(Address address) {
    return versions.getOrDefault(address, List.of()).stream()
        .filter(version -> version.definition().isPresent())
        .map(Version::from)
        .findFirst();
  }

  /** Returns what an object found in a database tells about a moment at which it changed. */
  Presence presence(Address address, long moment, Optional<Definition> found) {
    boolean before = false;
    boolean after = false;
    for (Version version : versions.get(address)) {
      if (Definition.same(version.definition(), found)) {
        before |= version.from() < moment;
        after |= version.from() >= moment;
      }
    }
    if (before && after) {
      return Presence.EITHER;
    }
    if (before) {
      return Presence.ABSENT;
    }
    return after ? Presence.PRESENT : Presence.STRANGE;
  }

  /**
   * Returns a timeline with more moments between two that follow each other.
   *
   * @param between a timeline that begins at the first and ends at the second of them
   */
  Timeline refined(Timeline between) {
    long first = between.changes.firstKey();
    long end = between.changes.lastKey();
    Timeline refined = new Timeline();
    refined.changes.putAll(changes);
    between.changes.forEach(
        (moment, changed) -> {
          if (moment > first) {
            refined.changes.put(moment, changed);
          }
        });
    versions.forEach((address, list) -> refined.versions.put(address, new ArrayList<>(list)));
    between.versions.forEach(
        (address, list) -> {
          List<Version> all =
              refined.versions.computeIfAbsent(
                  address, a -> new ArrayList<>(List.of(new Version(0, Optional.empty()))));
          all.removeIf(version -> version.from() > first && version.from() <= end);
          list.stream().filter(version -> version.from() > first).forEach(all::add);
          all.sort((one, other) -> Long.compare(one.from(), other.from()));
        });
    return refined;
  }
}
