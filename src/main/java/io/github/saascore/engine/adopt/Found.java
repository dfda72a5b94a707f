package io.github.saascore.engine.adopt;

import io.github.saascore.engine.Database;
import io.github.saascore.engine.scratch.Scopes;
import io.github.saascore.postgres.Quote;
import io.github.saascore.postgres.SqlProblems;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.schema.Address;
import io.github.saascore.schema.Fact;
import io.github.saascore.schema.Kind;
import io.github.saascore.schema.Snapshot;
import io.github.saascore.schema.SnapshotReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is in the user's database.
 *
 * @param objects the objects of the schemas that the revisions work in
 * @param parts the parts of each object, and their parts
 */
record Found(SortedMap<Address, Definition> objects, Map<Address, List<Address>> parts) {

  /** Reads the schemas that a history knows. */
  static Found read(Database database, Timeline history) {
    Set<String> schemas = new HashSet<>();
    history.known().stream()
        .filter(address -> address.kind() == Kind.SCHEMA)
        .forEach(address -> schemas.add(Quote.plain(address.name())));
    try {
      return of(SnapshotReader.read(database.session().connection(), Scopes.of(schemas)));
    } catch (SQLException e) {
      throw new SaascoreException(SqlProblems.of(e), e);
    }
  }

  private static Found of(Snapshot snapshot) {
    SortedMap<Address, Definition> objects = new TreeMap<>();
    Map<Address, List<Address>> parts = new HashMap<>();
    for (Fact fact : snapshot.all()) {
      objects.put(fact.address(), Definition.of(fact));
      fact.parent()
          .ifPresent(
              parent -> parts.computeIfAbsent(parent, a -> new ArrayList<>()).add(fact.address()));
    }
    return new Found(objects, parts);
  }

  /** Returns an object, if it is there. */
  Optional<Definition> find(Address address) {
    return Optional.ofNullable(objects.get(address));
  }

  /** Returns all parts of an object, and their parts. */
  List<Address> allParts(Address whole) {
    List<Address> all = new ArrayList<>();
    for (Address part : parts.getOrDefault(whole, List.of())) {
      all.add(part);
      all.addAll(allParts(part));
    }
    return all;
  }

  /**
   * Returns this with objects that stand for others.
   *
   * @param others what each of them stands for, by its own name
   */
  Found standingFor(Map<Address, Definition> others) {
    SortedMap<Address, Definition> changed = new TreeMap<>(objects);
    changed.keySet().removeAll(others.keySet());
    others.values().forEach(other -> changed.put(other.fact().address(), other));
    Map<Address, List<Address>> all = new HashMap<>();
    parts.forEach(
        (whole, list) ->
            all.put(
                whole,
                list.stream()
                    .map(
                        part -> others.containsKey(part) ? others.get(part).fact().address() : part)
                    .toList()));
    return new Found(changed, all);
  }
}
