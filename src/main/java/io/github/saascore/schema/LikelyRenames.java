package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds what is dropped while something of the same shape is added in the same place. */
final class LikelyRenames {
  private final Snapshot from;
  private final Snapshot to;
  private final List<Rename> hints;

  LikelyRenames(Snapshot from, Snapshot to, List<Rename> hints) {
    this.from = from;
    this.to = to;
    this.hints = hints;
  }

  /** Returns the hints among the unused ones that say to drop something that is to be dropped. */
  Set<Rename> onPurpose() {
    Set<Rename> found = new java.util.HashSet<>();
    hints.stream()
        .filter(hint -> hint.name().isEmpty())
        .filter(hint -> gone().anyMatch(fact -> fits(hint, fact)))
        .forEach(found::add);
    return found;
  }

  /** Returns a question for each object that may have been renamed; its parts are not asked for. */
  List<Question> questions() {
    List<Question> questions = new ArrayList<>();
    Set<Address> asked = new TreeSet<>();
    gone()
        .filter(fact -> hints.stream().noneMatch(hint -> hint.name().isEmpty() && fits(hint, fact)))
        .forEach(
            fact -> {
              List<Address> candidates = candidates(fact);
              if (!candidates.isEmpty() && fact.parent().filter(asked::contains).isEmpty()) {
                asked.add(fact.address());
                questions.add(question(fact.address(), candidates));
              }
            });
    return questions;
  }

  private static boolean fits(Rename hint, Fact fact) {
    return Renamer.fits(hint.plainPath(), fact.address());
  }

  private Stream<Fact> gone() {
    return from.all().stream().filter(fact -> !to.has(fact.address()));
  }

  private List<Address> candidates(Fact old) {
    boolean holds = Loss.whenDropped(old).isPresent() || old.kind() == Kind.SCHEMA;
    boolean within = old.parent().filter(parent -> !to.has(parent)).isPresent();
    boolean owned =
        old.kind() == Kind.SEQUENCE
            && from.has(
                new Address(Kind.OWNED_BY, old.address().container(), old.address().name()));
    if (!holds || within || owned) {
      return List.of();
    }
    return to.all().stream()
        .filter(fact -> fact.kind() == old.kind() && !from.has(fact.address()))
        .filter(fact -> near(old.address(), fact.address()) && sameShape(old, fact))
        .map(Fact::address)
        .toList();
  }

  /** A table can also have moved to another schema under its own name. */
  private static boolean near(Address old, Address wanted) {
    boolean moved = old.kind() == Kind.TABLE && old.name().equals(wanted.name());
    return old.container().equals(wanted.container()) || moved;
  }

  private boolean sameShape(Fact old, Fact wanted) {
    return switch (old.kind()) {
      case COLUMN ->
          old.text("type").equals(wanted.text("type"))
              && !wanted.has("generated")
              && wanted.parent().filter(from::has).isPresent();
      case SCHEMA ->
          !contents(from, old).isEmpty() && contents(from, old).equals(contents(to, wanted));
      case TABLE ->
          columns(from, old).equals(columns(to, wanted)) && !columns(to, wanted).isEmpty();
      default -> old.attributes().equals(wanted.with("owner", old.get("owner")).attributes());
    };
  }

  private static Set<String> columns(Snapshot snapshot, Fact table) {
    Set<String> columns = new TreeSet<>();
    snapshot.all().stream()
        .filter(fact -> fact.kind() == Kind.COLUMN)
        .filter(fact -> fact.address().container().equals(table.address().qualified()))
        .forEach(fact -> columns.add(fact.address().name() + " " + fact.text("type")));
    return columns;
  }

  private static Set<String> contents(Snapshot snapshot, Fact schema) {
    Set<String> contents = new TreeSet<>();
    snapshot.all().stream()
        .filter(fact -> fact.address().container().equals(schema.address().name()))
        .forEach(fact -> contents.add(fact.kind() + " " + fact.address().name()));
    return contents;
  }

  private static Question question(Address old, List<Address> candidates) {
    List<Rename> hints = new ArrayList<>();
    String path = Rename.path(old);
    for (Address candidate : candidates) {
      boolean moved = !candidate.container().equals(old.container());
      String name = moved ? candidate.qualified() : candidate.name();
      hints.add(new Rename(path, Optional.of(name)));
    }
    hints.add(new Rename(path, Optional.empty()));
    return new Question(old, candidates, hints);
  }
}
