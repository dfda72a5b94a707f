package io.github.saascore.script;

import io.github.saascore.script.Source.Piece;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
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

  /** Returns a source with its placeholders replaced: the same one where it has none. */
  Source apply(Source source) {
    int length = source.content().length();
    return occurIn(source.content(), 0, length) ? apply(source, 0, length) : source;
  }

  /** Returns a part of a source with its placeholders replaced; positions still name the file. */
  Source apply(Source source, int from, int to) {
    Content text = source.content();
    int longest = longest();
    ByteArrayOutputStream result = new ByteArrayOutputStream(to - from);
    List<Piece> pieces = new ArrayList<>();
    int copied = from;
    for (int at = open(text, from, to); at < to; at = open(text, at + 2, to)) {
      int close = text.find((byte) '}', at + 2, Math.min(to, at + 3 + longest));
      String value = values.get(text.text(at + 2, close));
      if (isClosed(text, close, to) && value != null) {
        pieces.add(new Piece(result.size(), source.origin(copied), true));
        text.parts(copied, at, result::write);
        pieces.add(new Piece(result.size(), source.origin(at), false));
        result.writeBytes(value.getBytes(StandardCharsets.UTF_8));
        copied = close + 1;
        at = close - 1;
      }
    }
    pieces.add(new Piece(result.size(), source.origin(copied), true));
    text.parts(copied, to, result::write);
    return source.derived(Content.of(result.toByteArray()), pieces);
  }

  /** Tells whether a part of a text has a placeholder that would be replaced. */
  boolean occurIn(Content text, int from, int to) {
    if (values.isEmpty()) {
      return false;
    }
    int longest = longest();
    for (int at = open(text, from, to); at < to; at = open(text, at + 2, to)) {
      int close = text.find((byte) '}', at + 2, Math.min(to, at + 3 + longest));
      if (isClosed(text, close, to) && values.containsKey(text.text(at + 2, close))) {
        return true;
      }
    }
    return false;
  }

  private int longest() {
    return values.keySet().stream()
        .mapToInt(name -> name.getBytes(StandardCharsets.UTF_8).length)
        .max()
        .orElse(0);
  }

  private static boolean isClosed(Content text, int close, int to) {
    return close < to && text.at(close) == '}';
  }

  /** Returns where the next dollar sign and brace stand, or the end. */
  private static int open(Content text, int from, int to) {
    int at = text.find((byte) '$', from, to);
    while (at < to && !(at + 1 < to && text.at(at + 1) == '{')) {
      at = text.find((byte) '$', at + 1, to);
    }
    return at;
  }
}
