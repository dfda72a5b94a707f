package io.github.saascore.schema;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;

/** Finds parts of a table that are the same on both sides but for their names. */
final class Alike {
  private static final Set<Kind> KINDS =
      EnumSet.of(Kind.CONSTRAINT, Kind.FOREIGN_KEY, Kind.INDEX, Kind.SEQUENCE);

  private final Snapshot from;
  private final Snapshot to;

  Alike(Snapshot from, Snapshot to) {
    this.from = from;
    this.to = to;
  }

  /** Returns the new names by the old ones, of the parts of a table by its qualified name. */
  Map<Address, Address> of(String table) {
    Map<Address, Address> names = new TreeMap<>();
    List<Fact> gone = only(from, to, table);
    List<Fact> come = only(to, from, table);
    for (Fact old : gone) {
      List<Fact> alike = come.stream().filter(fact -> same(old, fact)).toList();
      boolean single = gone.stream().filter(other -> same(other, old)).count() == 1;
      if (single && alike.size() == 1) {
        names.put(old.address(), alike.get(0).address());
      }
    }
    return names;
  }

  private static List<Fact> only(Snapshot here, Snapshot there, String table) {
    return here.all().stream()
        .filter(fact -> KINDS.contains(fact.kind()) && !there.has(fact.address()))
        .filter(fact -> !fact.is("ref:inheritance", "inherited"))
        .filter(fact -> table(here, fact).filter(table::equals).isPresent())
        .toList();
  }

  private static Optional<String> table(Snapshot snapshot, Fact fact) {
    if (fact.kind() != Kind.SEQUENCE) {
      return Optional.of(Ancestry.table(fact));
    }
    return owner(snapshot, fact).map(owned -> owned.replaceFirst("\\.[^.]*$", ""));
  }

  private static Optional<String> owner(Snapshot snapshot, Fact sequence) {
    return snapshot
        .find(new Address(Kind.OWNED_BY, sequence.address().container(), sequence.address().name()))
        .flatMap(owned -> owned.get("column"));
  }

  private boolean same(Fact first, Fact second) {
    if (first.kind() != second.kind()) {
      return false;
    }
    SortedSet<String> changed = first.changed(second);
    changed.removeIf(Metadata::covers);
    if (first.kind() == Kind.SEQUENCE) {
      return changed.isEmpty() && owned(first).equals(owned(second));
    }
    changed.remove("definition");
    return changed.isEmpty() && nameless(first).equals(nameless(second));
  }

  private Optional<String> owned(Fact sequence) {
    return owner(from, sequence).or(() -> owner(to, sequence));
  }

  private static String nameless(Fact fact) {
    String definition = fact.text("definition");
    return fact.kind() == Kind.INDEX
        ? definition.replaceFirst(" INDEX \\S+ ON ", " INDEX ON ")
        : definition;
  }
}
