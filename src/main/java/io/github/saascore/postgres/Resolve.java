package io.github.saascore.postgres;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.RevisionId;
import java.util.Locale;

/**
 * A person's word on a revision that was left in the middle: {@code <revision>:retry|done|undo}.
 *
 * @param revision the revision, or the first four or more characters of its id
 * @param answer what to do
 */
public record Resolve(String revision, Answer answer) {
  private static final int SHORTEST_PREFIX = 4;

  /** What to do with the statement of which nobody knows whether it has run. */
  public enum Answer {
    /** It has not run: run it again and go on. */
    RETRY,
    /** It has run: go on with the next one. */
    DONE,
    /** Take the whole revision back with its downgrade section, and forget it. */
    UNDO
  }

  /**
   * Reads the value of {@code saascore.resolve}.
   *
   * @throws io.github.saascore.revision.SaascoreException BAD_PARAMETER
   */
  public static Resolve parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon > 0) {
      String word = text.substring(colon + 1).strip().toUpperCase(Locale.ROOT);
      for (Answer answer : Answer.values()) {
        if (answer.name().equals(word)) {
          return new Resolve(text.substring(0, colon).strip(), answer);
        }
      }
    }
    throw Problem.of(Code.BAD_PARAMETER, "'" + text + "' is no answer for saascore.resolve")
        .hint("write -Dsaascore.resolve=<revision>:retry, <revision>:done or <revision>:undo")
        .asException();
  }

  /** Returns what was typed. */
  public String option() {
    return "-Dsaascore.resolve=%s:%s".formatted(revision, answer.name().toLowerCase(Locale.ROOT));
  }

  /** Tells whether this speaks of a revision. */
  public boolean isFor(RevisionId id) {
    return id.value().equals(revision)
        || (revision.length() >= SHORTEST_PREFIX && id.value().startsWith(revision));
  }
}
