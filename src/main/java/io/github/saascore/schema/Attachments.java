package io.github.saascore.schema;

import java.util.List;
import java.util.Optional;

/**
 * Settles which index of a partition belongs to which index of its parent.
 *
 * <p>Attaching a partition attaches the indexes that fit; between tables that stay tied an index is
 * attached by a statement, and can leave only with the index of the parent.
 */
final class Attachments {
  private final Sides sides;
  private final Decisions decisions;
  private final Rivals rivals;
  private final List<Fact> indexes;

  Attachments(Sides sides, Decisions decisions) {
    this.sides = sides;
    this.decisions = decisions;
    this.rivals = new Rivals(sides, decisions);
    this.indexes = sides.from().all().stream().filter(Rivals::isIndex).toList();
  }

  /** Has made again what cannot leave or enter a parent's index otherwise. */
  void settle() {
    for (Fact old : indexes) {
      Address address = old.address();
      Optional<Fact> whole = sides.oldAncestry().whole(old);
      boolean leaves = decisions.drops(address) || (changes(old) && old.has("attached_index"));
      if (whole.isPresent() && leaves && !decisions.detached(old) && !tableDrops(old)) {
        if (!decisions.drops(whole.get().address()) && sides.to().has(whole.get().address())) {
          decisions.again(whole.get().address());
        }
        if (!decisions.drops(address)) {
          decisions.again(address);
        }
      }
      if (!decisions.drops(address) && inTheWay(old)) {
        decisions.again(address);
      }
    }
  }

  private boolean tableDrops(Fact index) {
    return index.parent().filter(decisions::drops).isPresent();
  }

  private boolean changes(Fact old) {
    return sides
        .to()
        .find(old.address())
        .filter(
            wanted ->
                !wanted.get("attached_index").equals(old.get("attached_index"))
                    || !wanted.get("attached_to").equals(old.get("attached_to")))
        .isPresent();
  }

  /** An index would be taken for another if it were there when its partition is attached. */
  private boolean inTheWay(Fact old) {
    Optional<Fact> wanted = sides.to().find(old.address());
    return wanted.filter(index -> rivals.inTheWay(index) || comesLate(index)).isPresent();
  }

  private boolean comesLate(Fact wanted) {
    return wanted.has("attached_index") && tableAttaches(wanted) && rivals.lateOnPartition(wanted);
  }

  /** Returns the new indexes of which only the server decides to which of two they belong. */
  List<Refusal> undecided() {
    return sides.to().all().stream()
        .filter(Rivals::isIndex)
        .filter(this::tableAttaches)
        .flatMap(
            index ->
                rivals.undecided(index).stream()
                    .map(
                        rival ->
                            new Refusal(
                                index.address(),
                                "it is to belong to "
                                    + index.text("attached_index")
                                    + ", and the server could take it for a part of "
                                    + rival.address()
                                    + ", which is alike; drop one of the two")))
        .toList();
  }

  /** Attaches the indexes of partitions that stay attached themselves. */
  void attach() {
    for (Fact old : indexes) {
      Optional<Fact> wanted = sides.to().find(old.address());
      if (wanted.filter(index -> index.has("attached_index")).isPresent()
          && changes(old)
          && !decisions.drops(old.address())
          && !attachedWithTable(wanted.get())) {
        decisions.alter(old.address(), statement(wanted.get()));
      }
    }
  }

  /** Returns the statement that a new or a staying index needs, if its table's own does not do. */
  Optional<String> statementFor(Fact wanted) {
    return wanted.has("attached_index") && !attachedWithTable(wanted)
        ? Optional.of(statement(wanted))
        : Optional.empty();
  }

  private boolean attachedWithTable(Fact wanted) {
    return tableAttaches(wanted) && !rivals.lateOnPartition(wanted);
  }

  private boolean tableAttaches(Fact index) {
    return sides.newAncestry().ties(Ancestry.table(index)).stream()
        .anyMatch(tie -> decisions.creates(tie.address()));
  }

  private static String statement(Fact index) {
    return index.kind() == Kind.INDEX ? IndexRule.attach(index) : ConstraintRule.attach(index);
  }
}
