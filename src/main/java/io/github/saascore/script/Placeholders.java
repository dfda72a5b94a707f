package io.github.saascore.script;

import io.github.saascore.script.Source.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The configured values for {@code ${name}} in SQL text.
 *
 * <p>Only configured names are replaced, wherever they stand: in statements, literals, function
 * bodies, comments and COPY data. Everything else that looks like a placeholder is left alone. A
 * value is literal text and is not searched for placeholders again.
 *
 * @param values the text for each name
 */
public record Placeholders(Map<String, String> values) {

  /** Takes a copy of the values. */
  public Placeholders {
    values = Map.copyOf(values);
  }

  /** Returns the placeholders of a project that configured none. */
  public static Placeholders none() {
    return new Placeholders(Map.of());
  }

  /** Returns a part of a source with its placeholders replaced; positions still name the file. */
  Source apply(Source source, int from, int to) {
    String text = source.text();
    int longest = values.keySet().stream().mapToInt(String::length).max().orElse(0);
    StringBuilder result = new StringBuilder(to - from);
    List<Piece> pieces = new ArrayList<>();
    int copied = from;
    for (int at = open(text, from, to); at >= 0; at = open(text, at + 2, to)) {
      int close = close(text, at + 2, Math.min(to, at + 3 + longest));
      String value = close < 0 ? null : values.get(text.substring(at + 2, close));
      if (value != null) {
        pieces.add(new Piece(result.length(), source.origin(copied), true));
        result.append(text, copied, at);
        pieces.add(new Piece(result.length(), source.origin(at), false));
        result.append(value);
        copied = close + 1;
        at = close - 1;
      }
    }
    pieces.add(new Piece(result.length(), source.origin(copied), true));
    result.append(text, copied, to);
    return source.derived(result.toString(), pieces);
  }

  /** Tells whether a part of a text has a placeholder that would be replaced. */
  boolean occurIn(String text, int from, int to) {
    if (values.isEmpty()) {
      return false;
    }
    int longest = values.keySet().stream().mapToInt(String::length).max().orElse(0);
    for (int at = open(text, from, to); at >= 0; at = open(text, at + 2, to)) {
      int close = close(text, at + 2, Math.min(to, at + 3 + longest));
      if (close >= 0 && values.containsKey(text.substring(at + 2, close))) {
        return true;
      }
    }
    return false;
  }

  private static int open(String text, int from, int to) {
    int at = text.indexOf("${", from);
    return at < 0 || at + 2 > to ? -1 : at;
  }

  private static int close(String text, int from, int to) {
    for (int at = from; at < to; at++) {
      if (text.charAt(at) == '}') {
        return at;
      }
    }
    return -1;
  }
}
