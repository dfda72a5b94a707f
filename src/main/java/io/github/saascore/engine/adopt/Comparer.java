package io.github.saascore.engine.adopt;

import io.github.saascore.engine.adopt.Assessed.State;
import io.github.saascore.revision.Revision;
import io.github.saascore.schema.Address;
import io.github.saascore.schema.Fact;
import io.github.saascore.schema.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares what a moment of the history made with what is in the database. */
final class Comparer {
  /** What may be added to a table by others, and changes nothing for those who use it. */
  private static final Set<Kind> HARMLESS =
      Set.of(Kind.STATISTICS, Kind.PUBLICATION_TABLE, Kind.PUBLICATION_SCHEMA, Kind.INHERITANCE);

  private final Timeline history;
  private final Found found;

  Comparer(Timeline history, Found found) {
    this.history = history;
    this.found = found;
  }

  /** Returns how much of what a moment made is there. */
  Assessed assess(Revision revision, long moment) {
    List<Address> there = new ArrayList<>();
    List<Address> missing = new ArrayList<>();
    List<String> strange = new ArrayList<>();
    List<String> tolerated = new ArrayList<>();
    for (Address address : history.changedAt(moment)) {
      switch (history.presence(address, moment, found.find(address))) {
        case PRESENT -> {
          there.add(address);
          extras(address, moment, strange, tolerated);
        }
        case ABSENT -> missing.add(address);
        case STRANGE ->
            strange.add(Lines.of(address, found.find(address), history.at(address, moment)));
        case EITHER -> {}
      }
    }
    return new Assessed(
        revision, moment, state(there, missing, strange), missing, strange, tolerated);
  }

  private static State state(List<Address> there, List<Address> missing, List<String> strange) {
    if (!strange.isEmpty()) {
      return State.STRANGE;
    }
    if (there.isEmpty()) {
      return missing.isEmpty() ? State.SILENT : State.ABSENT;
    }
    return missing.isEmpty() ? State.PRESENT : State.PART;
  }

  /** Finds the parts of an object, where this moment made it, that no revision makes. */
  private void extras(Address whole, long moment, List<String> strange, List<String> tolerated) {
    if (history.before(whole, moment).isPresent()) {
      return;
    }
    for (Address part : found.allParts(whole)) {
      Definition definition = found.find(part).orElseThrow();
      // What belongs to a part that is too much goes without saying.
      boolean ofKnown = definition.fact().parent().filter(history.known()::contains).isPresent();
      if (ofKnown && !history.known().contains(part)) {
        boolean harmless = HARMLESS.contains(part.kind()) || isPlainIndex(definition.fact());
        (harmless ? tolerated : strange)
            .add(Lines.of(part, Optional.of(definition), Optional.empty()));
      }
    }
  }

  /** Returns the parts that no revision makes of objects that a moment made. */
  List<String> extras(long moment) {
    List<String> strange = new ArrayList<>();
    history.changedAt(moment).stream()
        .filter(address -> found.find(address).isPresent())
        .forEach(address -> extras(address, moment, strange, new ArrayList<>()));
    return strange;
  }

  private static boolean isPlainIndex(Fact fact) {
    return fact.kind() == Kind.INDEX
        && !fact.get("definition").orElse("").startsWith("CREATE UNIQUE");
  }

  /** Returns in how many objects the database differs from the history at a moment. */
  long distance(long moment) {
    return history.known().stream()
        .filter(address -> !Definition.same(history.at(address, moment), found.find(address)))
        .count();
  }
}
