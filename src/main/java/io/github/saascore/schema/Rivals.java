package io.github.saascore.schema;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the indexes that the server could take for one another while it attaches a partition.
 *
 * <p>For each index of the parent it takes the oldest index of the partition that fits, whatever
 * its name, and does not care whether a key is the primary one (PostgreSQL's {@code
 * AttachPartitionEnsureIndexes}). So at that moment there must be one index of a shape on either
 * side at most; the others come later, and are joined by statements of their own.
 */
final class Rivals {
  private static final Pattern KEY =
      Pattern.compile(
          "(?:PRIMARY KEY|UNIQUE)( NULLS NOT DISTINCT)? (\\(.*?\\))( INCLUDE \\(.*?\\))?.*");
  private static final String ORDER = "( DESC| ASC)?( NULLS (FIRST|LAST))?(?=[,)])";
  private static final String STORAGE = "( WITH \\([^)]*\\))|( TABLESPACE \\S+)";

  private final Sides sides;
  private final Decisions decisions;

  Rivals(Sides sides, Decisions decisions) {
    this.sides = sides;
    this.decisions = decisions;
  }

  /** Returns whether an index of a parent must not be there when a partition is attached. */
  boolean lateOnParent(Fact whole) {
    return isIndex(whole)
        && decisions.creates(whole.address())
        && alike(whole, Ancestry.table(whole)).stream()
            .anyMatch(
                rival -> !decisions.creates(rival.address()) || byRoot().compare(rival, whole) < 0);
  }

  /** The order is the same on all floors of a tree of partitions: what is local comes last. */
  private Comparator<Fact> byRoot() {
    return Comparator.comparing((Fact index) -> !index.has("attached_index"))
        .thenComparing(this::root);
  }

  private Address root(Fact index) {
    return sides.newAncestry().whole(index).map(this::root).orElse(index.address());
  }

  /** Returns whether an index of a partition must not be there when that is attached. */
  boolean lateOnPartition(Fact index) {
    if (!isIndex(index)) {
      return false;
    }
    if (!index.has("attached_index")) {
      return index.kind() == Kind.INDEX || resembles(index, parent -> true);
    }
    return sides.newAncestry().whole(index).filter(this::lateOnParent).isPresent();
  }

  /** Returns whether a parent to which a partition is to be attached has an index of the shape. */
  boolean inTheWay(Fact local) {
    return isIndex(local)
        && !local.has("attached_index")
        && resembles(local, tie -> decisions.creates(tie.address()));
  }

  /** Returns an index of a parent that stays and is like the one that a new index belongs to. */
  Optional<Fact> undecided(Fact index) {
    return sides
        .newAncestry()
        .whole(index)
        .filter(whole -> decisions.creates(index.address()) && !decisions.creates(whole.address()))
        .flatMap(
            whole ->
                alike(whole, Ancestry.table(whole)).stream()
                    .filter(rival -> !decisions.creates(rival.address()))
                    .findFirst());
  }

  private boolean resembles(Fact index, Predicate<Fact> which) {
    return sides.newAncestry().ties(Ancestry.table(index)).stream()
        .filter(tie -> tie.has("bound"))
        .filter(which)
        .anyMatch(tie -> !alike(index, tie.address().name()).isEmpty());
  }

  private List<Fact> alike(Fact index, String table) {
    String shape = shape(index);
    return sides.newAncestry().parts(table).stream()
        .filter(Rivals::isIndex)
        .filter(other -> !other.address().equals(index.address()))
        .filter(other -> shape(other).equals(shape))
        .toList();
  }

  /** Returns whether a fact is an index or has one. */
  static boolean isIndex(Fact fact) {
    return fact.kind() == Kind.INDEX
        || (fact.kind() == Kind.CONSTRAINT && !fact.is("form", "check"));
  }

  /** Returns what the server compares of an index: neither name nor order nor storage. */
  private static String shape(Fact index) {
    String definition = index.text("definition");
    Matcher key = KEY.matcher(definition);
    if (index.kind() == Kind.CONSTRAINT) {
      return key.matches()
          ? "UNIQUE USING btree " + key.group(2) + orNothing(key.group(3)) + orNothing(key.group(1))
          : definition;
    }
    String unique = definition.startsWith("CREATE UNIQUE ") ? "UNIQUE" : "";
    return unique
        + definition
            .substring(definition.indexOf(" USING "))
            .replaceAll(STORAGE, "")
            .replaceAll(ORDER, "");
  }

  private static String orNothing(String text) {
    return text == null ? "" : text;
  }
}
