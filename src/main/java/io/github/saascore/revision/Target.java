package io.github.saascore.revision;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a user types to say which revision is meant, read but not yet looked up.
 *
 * <pre>
 * target   := [branch "@"] symbol                        absolute
 *           | [branch "@"] [symbol] ("+" | "-") digits   relative
 * symbol   := "head" | "heads" | "base" | "current" | id | id prefix | label
 * branch   := label | id | id prefix
 * </pre>
 */
public sealed interface Target {
  /** The single head. */
  String HEAD = "head";

  /** All heads. */
  String HEADS = "heads";

  /** The state before the first revision. */
  String BASE = "base";

  /** What is applied; only where something is shown. */
  String CURRENT = "current";

  /** Returns the ids, beginnings of ids, labels and words in it. */
  default List<String> names() {
    return Stream.concat(branch().stream(), symbolName().stream()).toList();
  }

  /** Returns the branch that it must be in, if it says so. */
  Optional<String> branch();

  /** Returns what it names itself, if it names anything. */
  private Optional<String> symbolName() {
    return this instanceof Absolute absolute
        ? Optional.of(absolute.symbol())
        : ((Relative) this).symbol();
  }

  /**
   * A place that is named.
   *
   * @param branch the branch that it must be in
   * @param symbol one of the four words, an id, the beginning of an id, or a label
   */
  record Absolute(Optional<String> branch, String symbol) implements Target {
    /** Returns the target as a user types it. */
    @Override
    public String toString() {
      return branch.map(name -> name + "@").orElse("") + symbol;
    }
  }

  /**
   * A place that is counted, from a named place or else from what is applied.
   *
   * @param branch the branch to stay in
   * @param symbol where to start counting; what is applied when it is missing
   * @param steps how many revisions, negative for downwards
   */
  record Relative(Optional<String> branch, Optional<String> symbol, int steps) implements Target {
    /** Returns the target as a user types it. */
    @Override
    public String toString() {
      return branch.map(name -> name + "@").orElse("")
          + symbol.orElse("")
          + (steps < 0 ? "" : "+")
          + steps;
    }
  }

  /**
   * Reads one target; the whole text has to fit.
   *
   * @throws SaascoreException BAD_TARGET with what is legal, or RANGE_ONLINE for {@code a:b}
   */
  static Target parse(String text) {
    return TargetParser.target(text.strip());
  }

  /**
   * Reads several targets with commas between them.
   *
   * @throws SaascoreException BAD_TARGET when one of them is malformed or missing
   */
  static List<Target> parseList(String text) {
    return TargetParser.list(text);
  }

  /**
   * Reads a range such as {@code a:b}, {@code a:}, {@code :b} or {@code :}.
   *
   * @throws SaascoreException RANGE_REQUIRED without a colon, BAD_TARGET when an end is malformed
   */
  static Range parseRange(String text) {
    return TargetParser.range(text.strip());
  }
}
