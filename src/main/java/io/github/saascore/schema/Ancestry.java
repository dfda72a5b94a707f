package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the tables of a snapshot have from their parent tables. */
final class Ancestry {
  /**
   * Where an inherited part comes from.
   *
   * @param tie the tie between the tables
   * @param part the part of the parent
   */
  record Origin(Address tie, Address part) {}

  private static final Set<Kind> SHARED = EnumSet.of(Kind.COLUMN, Kind.CONSTRAINT, Kind.INDEX);

  private final Snapshot snapshot;
  private final Map<String, List<Fact>> parts = new HashMap<>();
  private final Map<String, List<Fact>> ties = new HashMap<>();
  private final Map<String, List<Fact>> children = new HashMap<>();

  Ancestry(Snapshot snapshot) {
    this.snapshot = snapshot;
    for (Fact fact : snapshot.all()) {
      if (fact.kind() == Kind.INHERITANCE) {
        ties.computeIfAbsent(fact.address().container(), table -> new ArrayList<>()).add(fact);
        children.computeIfAbsent(fact.address().name(), table -> new ArrayList<>()).add(fact);
      } else if (SHARED.contains(fact.kind())) {
        parts.computeIfAbsent(table(fact), table -> new ArrayList<>()).add(fact);
      }
    }
  }

  /** Returns the ties of a table to its parents, the table by its qualified name. */
  List<Fact> ties(String table) {
    return ties.getOrDefault(table, List.of());
  }

  /** Returns the ties of a table to its children, the table by its qualified name. */
  List<Fact> children(String table) {
    return children.getOrDefault(table, List.of());
  }

  /** Returns the columns, constraints and indexes of a table, foreign keys left out. */
  List<Fact> parts(String table) {
    return parts.getOrDefault(table, List.of());
  }

  /** Returns where a part comes from, if a parent brought it and the table has no own say in it. */
  Optional<Origin> origin(Fact part) {
    if (!part.is("ref:inheritance", "inherited")) {
      return Optional.empty();
    }
    String name = part.get("ref:inherited_from").orElse(part.address().name());
    return ties(part.address().container()).stream()
        .map(tie -> new Origin(tie.address(), new Address(part.kind(), tie.address().name(), name)))
        .filter(origin -> snapshot.has(origin.part()))
        .findFirst();
  }

  /** Returns the index of the parent that an index or key of a partition is attached to. */
  Optional<Fact> whole(Fact index) {
    return index
        .get("attached_index")
        .flatMap(
            name ->
                index.dependencies().stream()
                    .filter(address -> indexName(address).filter(name::equals).isPresent())
                    .findFirst())
        .flatMap(snapshot::find);
  }

  private static Optional<String> indexName(Address address) {
    return switch (address.kind()) {
      case INDEX -> Optional.of(address.qualified());
      case CONSTRAINT -> Optional.of(ConstraintRule.schema(address.container()) + address.name());
      default -> Optional.empty();
    };
  }

  /** Returns the table an index or constraint is on, by its qualified name. */
  static String table(Fact fact) {
    return fact.get("on_table").orElse(fact.address().container());
  }
}
