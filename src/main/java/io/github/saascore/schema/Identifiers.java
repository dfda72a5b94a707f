package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Replaces names in the server's own texts of definitions.
 *
 * <p>Literals and quoted bodies are left alone, as the server leaves them alone when an object is
 * renamed; a literal that is cast to {@code regclass} stands for the object and is a name.
 */
final class Identifiers {
  private static final String REGCLASS = "::regclass";

  /**
   * Replaces names.
   *
   * <p>Gets the parts of a dotted name as they are written, the character before it and the one
   * behind it ({@code 0} at an end), and returns the parts to write instead.
   */
  interface Replacement {
    Optional<List<String>> of(List<String> parts, char before, char after);
  }

  private final String text;
  private final Replacement replacement;
  private final StringBuilder result = new StringBuilder();
  private int at;

  private Identifiers(String text, Replacement replacement) {
    this.text = text;
    this.replacement = replacement;
  }

  /** Returns a text with its names replaced. */
  static String replace(String text, Replacement replacement) {
    return new Identifiers(text, replacement).run();
  }

  private String run() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\'') {
        literal();
      } else if (c == '$' && dollar() > at) {
        int end = dollar();
        String tag = text.substring(at, end);
        int close = text.indexOf(tag, end);
        copyTo(close < 0 ? text.length() : close + tag.length());
      } else if (c == '"' || Character.isLetter(c) || c == '_') {
        name();
      } else if (Character.isDigit(c)) {
        number();
      } else {
        copyTo(at + 1);
      }
    }
    return result.toString();
  }

  private void copyTo(int end) {
    result.append(text, at, end);
    at = end;
  }

  /** Returns where the dollar tag that begins here ends, or this place if there is none. */
  private int dollar() {
    int end = at + 1;
    while (end < text.length()
        && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
      end++;
    }
    return end < text.length() && text.charAt(end) == '$' ? end + 1 : at;
  }

  private void literal() {
    int end = at + 1;
    boolean escapes = at > 0 && text.charAt(at - 1) == 'E';
    while (end < text.length() && text.charAt(end) != '\'') {
      end += escapes && text.charAt(end) == '\\' ? 2 : 1;
    }
    if (text.startsWith(REGCLASS, end + 1)) {
      String inside = text.substring(at + 1, end);
      result.append('\'').append(replace(inside, replacement)).append('\'');
      at = end + 1;
    } else {
      copyTo(Math.min(text.length(), end + 1));
    }
  }

  private void number() {
    int end = at;
    while (end < text.length()
        && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '.')) {
      end++;
    }
    copyTo(end);
  }

  private void name() {
    char before = at == 0 ? 0 : text.charAt(at - 1);
    List<String> parts = new ArrayList<>();
    int end = at;
    boolean more = true;
    while (more) {
      int stop = part(end);
      parts.add(text.substring(end, stop));
      end = stop;
      more = end + 1 < text.length() && text.charAt(end) == '.' && starts(text.charAt(end + 1));
      end += more ? 1 : 0;
    }
    char after = end < text.length() ? text.charAt(end) : 0;
    result.append(String.join(".", replacement.of(parts, before, after).orElse(parts)));
    at = end;
  }

  private static boolean starts(char c) {
    return c == '"' || c == '_' || Character.isLetter(c);
  }

  private int part(int from) {
    int end = from + 1;
    if (text.charAt(from) == '"') {
      while (end < text.length()) {
        if (text.charAt(end) == '"' && !(end + 1 < text.length() && text.charAt(end + 1) == '"')) {
          return end + 1;
        }
        end += text.charAt(end) == '"' ? 2 : 1;
      }
      return end;
    }
    while (end < text.length()
        && (Character.isLetterOrDigit(text.charAt(end))
            || text.charAt(end) == '_'
            || text.charAt(end) == '$')) {
      end++;
    }
    return end;
  }
}
