package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything of a database that a schema is made of, at one moment.
 *
 * @param major the server's major version; snapshots of different majors are not comparable
 * @param role the role that read it, quoted; objects it creates are its own
 * @param facts the objects by identity
 * @param builtinPrivileges what a fresh object grants, by the words of default privileges
 * @param unmodelled what exists in the database and is not covered by the facts, for people
 */
public record Snapshot(
    int major,
    String role,
    SortedMap<Address, Fact> facts,
    Map<String, String> builtinPrivileges,
    List<String> unmodelled) {

  /** Copies the collections. */
  public Snapshot {
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    builtinPrivileges = Map.copyOf(builtinPrivileges);
    unmodelled = List.copyOf(unmodelled);
  }

  /** Returns the object with this identity if there is one. */
  public Optional<Fact> find(Address address) {
    return Optional.ofNullable(facts.get(address));
  }

  /** Returns whether there is an object with this identity. */
  boolean has(Address address) {
    return facts.containsKey(address);
  }

  /** Returns all objects in the order of their identities. */
  public Collection<Fact> all() {
    return facts.values();
  }

  /** Returns the identities of all objects, for example to say which of them may be dropped. */
  public Set<Address> addresses() {
    return facts.keySet();
  }

  /** Returns the role that owns an object, or what it is a part of. */
  public Optional<String> owner(Address address) {
    Optional<Fact> fact = find(address);
    while (fact.isPresent() && !fact.get().has("owner")) {
      fact = fact.get().parent().flatMap(this::find);
    }
    return fact.flatMap(found -> found.get("owner"));
  }

  /** Returns whether an object belongs to another role than the one that read it. */
  public boolean isOthers(Address address) {
    return owner(address).filter(owner -> !owner.equals(role)).isPresent();
  }

  /**
   * Returns a hash that is the same for snapshots without a difference in their definitions,
   * comments included; 64 hex digits.
   */
  public String fingerprint() {
    return Fingerprint.of(this, DifferenceOptions.definitions());
  }

  /**
   * Returns this snapshot as who may not read everything sees it.
   *
   * @param hidden what that one could only name
   */
  Snapshot without(List<String> hidden) {
    if (hidden.isEmpty()) {
      return this;
    }
    SortedMap<Address, Fact> seen = new TreeMap<>(facts);
    List<String> named = new ArrayList<>(unmodelled);
    for (Address address : facts.keySet()) {
      if (hidden.contains(address.toString())) {
        seen.remove(address);
        named.add(address.toString());
      }
    }
    return new Snapshot(major, role, seen, builtinPrivileges, named);
  }

  /** Returns this snapshot with other facts. */
  Snapshot withFacts(SortedMap<Address, Fact> newFacts) {
    return new Snapshot(major, role, newFacts, builtinPrivileges, unmodelled);
  }
}
