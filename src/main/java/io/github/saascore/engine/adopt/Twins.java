package io.github.saascore.engine.adopt;

import io.github.saascore.engine.Sources;
import io.github.saascore.revision.Revision;
import io.github.saascore.schema.Address;
import io.github.saascore.schema.Fact;
import io.github.saascore.schema.Kind;
import io.github.saascore.script.Body;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.regex.Pattern;

/**
 * Finds indexes and constraints to which a revision leaves the choice of the name: PostgreSQL would
 * make them again under the next free one, so they are compared by their definition.
 */
final class Twins {
  private static final Set<Kind> NAMED_BY_SERVER =
      EnumSet.of(Kind.INDEX, Kind.CONSTRAINT, Kind.FOREIGN_KEY);

  private final Timeline history;
  private final Sources sources;
  private final LongFunction<Revision> revisions;

  /**
   * Makes a finder.
   *
   * @param revisions the revision that makes what is new at a moment
   */
  Twins(Timeline history, Sources sources, LongFunction<Revision> revisions) {
    this.history = history;
    this.sources = sources;
    this.revisions = revisions;
  }

  /** Returns what objects of the database stand for, by their own names. */
  Map<Address, Definition> in(Found found) {
    Map<Address, Definition> twins = new LinkedHashMap<>();
    for (Address wanted : history.known()) {
      if (NAMED_BY_SERVER.contains(wanted.kind())
          && found.find(wanted).isEmpty()
          && isNamedByServer(wanted)) {
        twin(wanted, found)
            .filter(twin -> !twins.containsKey(twin))
            .ifPresent(twin -> twins.put(twin, made(wanted)));
      }
    }
    return twins;
  }

  /** A name that does not stand in the script was chosen by the server. */
  private boolean isNamedByServer(Address address) {
    long made = history.firstMade(address).orElse(0L);
    if (made == 0
        || !(sources.files().get(revisions.apply(made).id()).upgrade() instanceof Body.Sql sql)) {
      return false;
    }
    String name = address.name().startsWith("\"") ? address.name() : "\\b" + address.name() + "\\b";
    Pattern pattern = Pattern.compile(name, Pattern.CASE_INSENSITIVE);
    return sql.statements().stream().noneMatch(one -> pattern.matcher(one.sql()).find());
  }

  private Definition made(Address address) {
    return history.at(address, history.firstMade(address).orElseThrow()).orElseThrow();
  }

  private Optional<Address> twin(Address wanted, Found found) {
    Definition definition = made(wanted);
    return definition.fact().parent().stream()
        .flatMap(table -> found.allParts(table).stream())
        .filter(other -> other.kind() == wanted.kind() && !history.known().contains(other))
        .filter(other -> nameless(found.find(other).orElseThrow()).equals(nameless(definition)))
        .findFirst();
  }

  private static Map<String, String> nameless(Definition definition) {
    Fact fact = definition.fact();
    Map<String, String> attributes = new TreeMap<>(definition.counted());
    attributes.computeIfPresent(
        "definition",
        (key, text) ->
            text.replaceFirst(Pattern.quote(" " + fact.address().name() + " ON "), " ON "));
    return attributes;
  }
}
