package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What of two snapshots counts by the options of a comparison. */
final class Counted {
  private Counted() {}

  /** Returns a snapshot without the kinds that do not count. */
  static Snapshot of(Snapshot snapshot, DifferenceOptions options) {
    SortedMap<Address, Fact> facts = new TreeMap<>(snapshot.facts());
    facts.keySet().removeIf(address -> !options.counts(address.kind()));
    return snapshot.withFacts(facts);
  }

  /**
   * Owners and privileges that are not compared stay as they are, also where an object is made
   * again.
   */
  static Snapshot keepUncounted(Snapshot from, Snapshot to, DifferenceOptions options) {
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

  /** Returns what differs, object by object, in the order of their identities. */
  static List<Change> changes(Snapshot from, Snapshot to, DifferenceOptions options) {
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
}
