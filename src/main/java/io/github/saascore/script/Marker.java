package io.github.saascore.script;

import java.util.Locale;

/**
 * A line {@code -- saascore:...} that begins a section of a migration file.
 *
 * @param start where the comment begins
 * @param end where it ends
 */
record Marker(int start, int end) {
  private static final String PREFIX = "saascore";

  /** Tells whether a line comment is meant as a marker, however it is spelled. */
  static boolean isMarker(Content text, int start, int end) {
    int at = text.skip(start + 2, end, SqlCharacters.SPACE);
    boolean unusual = at < end && (text.at(at) < 0 || text.at(at) < ' ');
    return (unusual || text.hasWord(PREFIX, at, end)) && isMarker(text.text(at, end));
  }

  /** Tells the same of what stands behind the dashes, which may begin with any white space. */
  private static boolean isMarker(String comment) {
    String words = comment.stripLeading();
    return words.regionMatches(true, 0, PREFIX, 0, PREFIX.length())
        && words.substring(PREFIX.length()).stripLeading().startsWith(":");
  }

  /** Returns the name behind the colon, as written. */
  String name(Content text) {
    String line = text.text(start, this.end);
    String rest = line.substring(line.indexOf(':') + 1);
    String words = rest.strip();
    int end = 0;
    while (end < words.length() && !Character.isWhitespace(words.charAt(end))) {
      end++;
    }
    return words.substring(0, end);
  }

  /** Tells whether the marker is spelled as it must be. */
  boolean isWellSpelled(Content text) {
    String line = text.text(start, end);
    String body = line.substring(2).stripLeading();
    return body.startsWith(PREFIX + ":")
        && !Character.isWhitespace((body + " ").charAt(PREFIX.length() + 1))
        && name(text).equals(name(text).toLowerCase(Locale.ROOT));
  }
}
