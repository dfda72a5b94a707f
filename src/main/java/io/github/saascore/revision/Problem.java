package io.github.saascore.revision;

import java.util.Optional;

/**
 * One thing that is wrong, said so that a person can act on it.
 *
 * <p>It stands in the lowest package because every package speaks it.
 *
 * @param code the stable name of the error
 * @param summary what happened: one line, names quoted, no trailing stop
 * @param where the place: {@code file:line:column}, an object, or a host and database
 * @param reason why, for example PostgreSQL's own message and SQLSTATE; may have several lines
 * @param hint what to do next, where possible a command to paste
 */
public record Problem(
    Code code,
    String summary,
    Optional<String> where,
    Optional<String> reason,
    Optional<String> hint) {

  private static final int LONGEST = 900;

  /**
   * Checks that a problem always says at least what happened; a summary or place that comes from a
   * hostile file is cut, and has no control characters that a terminal would obey.
   */
  public Problem {
    summary = printable(summary);
    where = where.map(Problem::printable);
    if (summary.isBlank()) {
      throw new IllegalArgumentException("a problem needs a summary");
    }
  }

  private static String printable(String text) {
    String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    return cut.chars().noneMatch(Character::isISOControl)
        ? cut
        : cut.replaceAll("\\s+", " ").replaceAll("\\p{Cc}", "\uFFFD");
  }

  /** Returns a problem that so far only says what happened. */
  public static Problem of(Code code, String summary) {
    return new Problem(code, summary, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Returns this problem with its place. */
  public Problem at(String newWhere) {
    return new Problem(code, summary, Optional.of(newWhere), reason, hint);
  }

  /** Returns this problem with the reason behind it. */
  public Problem because(String newReason) {
    return new Problem(code, summary, where, Optional.of(newReason), hint);
  }

  /** Returns this problem with the next step for the user. */
  public Problem hint(String newHint) {
    return new Problem(code, summary, where, reason, Optional.of(newHint));
  }

  /** Returns this problem as an exception to throw. */
  public SaascoreException asException() {
    return new SaascoreException(this);
  }

  /** Returns all parts in the order code, what, where, why, what to do; several lines. */
  public String text() {
    StringBuilder text = new StringBuilder(code.text()).append(": ").append(summary);
    where.ifPresent(place -> text.append("\n  at ").append(place));
    reason.ifPresent(why -> text.append("\n  ").append(why.replace("\n", "\n  ")));
    hint.ifPresent(next -> text.append("\n  hint: ").append(next.replace("\n", "\n        ")));
    return text.toString();
  }
}
