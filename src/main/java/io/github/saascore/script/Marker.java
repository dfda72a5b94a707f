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
  static boolean isMarker(String text, int start, int end) {
    int at = start + 2;
    while (at < end && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    if (!text.regionMatches(true, at, PREFIX, 0, PREFIX.length())) {
      return false;
    }
    at += PREFIX.length();
    while (at < end && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < end && text.charAt(at) == ':';
  }

  /** Returns the name behind the colon, as written. */
  String name(String text) {
    String line = text.substring(start, this.end);
    String rest = line.substring(line.indexOf(':') + 1);
    String words = rest.strip();
    int end = 0;
    while (end < words.length() && !Character.isWhitespace(words.charAt(end))) {
      end++;
    }
    return words.substring(0, end);
  }

  /** Tells whether the marker is spelled as it must be. */
  boolean isWellSpelled(String text) {
    String line = text.substring(start, end);
    String body = line.substring(2).stripLeading();
    return body.startsWith(PREFIX + ":")
        && !Character.isWhitespace((body + " ").charAt(PREFIX.length() + 1))
        && name(text).equals(name(text).toLowerCase(Locale.ROOT));
  }
}
