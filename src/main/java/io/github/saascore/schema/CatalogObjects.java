package io.github.saascore.schema;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The objects read from a catalog by key and by identity; resolves one into the other. */
final class CatalogObjects {
  private final Map<CatalogKey, CatalogObject> byKey = new LinkedHashMap<>();
  private final Map<Address, CatalogObject> byAddress = new HashMap<>();
  private final Map<CatalogKey, CatalogKey> aliases = new HashMap<>();
  private final Map<CatalogKey, CatalogKey> extensions = new HashMap<>();

  void add(CatalogObject object) {
    byKey.put(object.key, object);
    byAddress.put(object.address, object);
  }

  /** Notes that whoever depends on one object depends on another. */
  void alias(CatalogKey from, CatalogKey to) {
    aliases.put(from, to);
  }

  /** Notes that an object belongs to an extension. */
  void member(CatalogKey object, CatalogKey extension) {
    extensions.put(object.whole(), extension);
  }

  /** Removes what extensions and ignored tables own, with all their parts. */
  void prune(Set<String> ignoredTables) {
    byKey.values().removeIf(object -> extensions.containsKey(object.key.whole()));
    ignoredTables.forEach(name -> ignore(Sql.quoted(name), name));
    boolean removed = true;
    while (removed) {
      removed =
          byKey.values().removeIf(o -> o.parent.isPresent() && !byKey.containsKey(o.parent.get()));
    }
    byAddress.values().removeIf(object -> !byKey.containsKey(object.key));
  }

  /** Removes the tables of a name, and the sequences that their columns own. */
  private void ignore(String quoted, String name) {
    Set<Long> tables =
        byKey.values().stream()
            .filter(object -> object.address.kind() == Kind.TABLE)
            .filter(object -> Set.of(quoted, name).contains(object.address.name()))
            .map(object -> object.key.oid())
            .collect(Collectors.toSet());
    Set<CatalogKey> sequences =
        byKey.values().stream()
            .filter(object -> object.target.filter(to -> tables.contains(to.oid())).isPresent())
            .map(object -> object.parent.orElseThrow())
            .collect(Collectors.toSet());
    byKey.keySet().removeAll(sequences);
    byKey.keySet().removeIf(key -> key.catalog() == 1259 && tables.contains(key.oid()));
  }

  /** Returns the object with exactly this key. */
  Optional<CatalogObject> exactly(CatalogKey key) {
    return Optional.ofNullable(byKey.get(key));
  }

  /** Returns the object with this identity. */
  Optional<CatalogObject> find(Address address) {
    return Optional.ofNullable(byAddress.get(address));
  }

  /** Returns the object that stands for a key: itself, its owner, or its extension. */
  Optional<CatalogObject> resolve(CatalogKey key) {
    CatalogKey current = key;
    for (int depth = 0; depth < 8; depth++) {
      CatalogKey extension = extensions.get(current.whole());
      if (extension != null) {
        return exactly(extension);
      }
      Optional<CatalogObject> found = exactly(current);
      if (found.isPresent()) {
        return found;
      }
      CatalogKey next = aliases.get(current);
      if (next == null && current.part() != 0) {
        next = current.whole();
      }
      if (next == null) {
        return Optional.empty();
      }
      current = next;
    }
    return Optional.empty();
  }

  Collection<CatalogObject> all() {
    return byKey.values();
  }

  /** Returns all objects as facts. */
  SortedMap<Address, Fact> facts() {
    return byKey.values().stream()
        .map(this::fact)
        .collect(Collectors.toMap(Fact::address, fact -> fact, (a, b) -> a, TreeMap::new));
  }

  private Fact fact(CatalogObject object) {
    Optional<Address> parent = object.parent.flatMap(this::exactly).map(found -> found.address);
    parent.ifPresent(address -> object.dependencies.add(address));
    return new Fact(object.address, parent, object.attributes, object.dependencies);
  }
}
