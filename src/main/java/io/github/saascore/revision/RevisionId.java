package io.github.saascore.revision;

import java.util.Locale;
import java.util.Set;

/**
 * The name of a revision.
 *
 * @param value the id as files, the database and users write it
 */
public record RevisionId(String value) implements Comparable<RevisionId> {
  private static final Set<String> RESERVED = Set.of("head", "heads", "base", "bases", "current");

  /**
   * Returns an id from text.
   *
   * @throws SaascoreException BAD_IDENTIFIER for an empty or reserved word, or one with a character
   *     that targets need
   */
  public static RevisionId of(String text) {
    boolean bad =
        text.chars()
            .anyMatch(
                c ->
                    "@-+:,".indexOf(c) >= 0
                        || Character.isWhitespace(c)
                        || Character.isISOControl(c));
    if (text.isEmpty() || bad || RESERVED.contains(text.toLowerCase(Locale.ROOT))) {
      throw Problem.of(Code.BAD_IDENTIFIER, "'" + text + "' cannot be a revision id").asException();
    }
    return new RevisionId(text);
  }

  @Override
  public int compareTo(RevisionId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
