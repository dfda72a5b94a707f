package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which columns and constraints of a snapshot a table has from its parent tables. */
final class Ancestry {
  /** Where an inherited part comes from: the tie between the tables and the part of the parent. */
  record Origin(Address tie, Address part) {}

  private final Snapshot snapshot;
  private final Map<String, List<Fact>> ties = new HashMap<>();

  Ancestry(Snapshot snapshot) {
    this.snapshot = snapshot;
    for (Fact fact : snapshot.all()) {
      if (fact.kind() == Kind.INHERITANCE) {
        ties.computeIfAbsent(fact.address().container(), table -> new ArrayList<>()).add(fact);
      }
    }
  }

  /** Returns where a part comes from, if a parent brought it and the table has no own say in it. */
  Optional<Origin> origin(Fact part) {
    if (!part.is("ref:inheritance", "inherited")) {
      return Optional.empty();
    }
    String name = part.get("ref:inherited_from").orElse(part.address().name());
    return ties.getOrDefault(part.address().container(), List.of()).stream()
        .map(tie -> new Origin(tie.address(), new Address(part.kind(), tie.address().name(), name)))
        .filter(origin -> snapshot.has(origin.part()))
        .findFirst();
  }
}
