package io.github.saascore.report;

import io.github.saascore.postgres.SecretText;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * Writes values as JSON (RFC 8259), indented by two blanks, keys in the order of their map.
 *
 * <p>Known are maps with text keys, {@link JsonObject}, iterables, texts, integers, booleans,
 * {@link Optional} (null when empty), {@link Instant} (ISO 8601 in UTC) and null. Anything else is
 * an error: what scripts rely on is spelled out, never derived from a class. Passwords in
 * statements are hidden in each text, so that one whose quote never ends does not swallow what
 * follows.
 */
public final class Json {
  private final StringBuilder out = new StringBuilder();

  private Json() {}

  /** Returns the JSON text of a value, without a line break at its end. */
  public static String text(Object value) {
    Json json = new Json();
    json.write(value, "\n");
    return json.out.toString();
  }

  private void write(Object value, String lineBreak) {
    if (value == null) {
      out.append("null");
    } else if (value instanceof Optional<?> optional) {
      write(optional.orElse(null), lineBreak);
    } else if (value instanceof JsonObject object) {
      entries(object.fields().entrySet().iterator(), lineBreak);
    } else if (value instanceof Map<?, ?> map) {
      entries(map.entrySet().iterator(), lineBreak);
    } else if (value instanceof Iterable<?> values) {
      elements(values.iterator(), lineBreak);
    } else if (value instanceof CharSequence || value instanceof Instant) {
      quoted(SecretText.hidden(value.toString()));
    } else if (value instanceof Boolean || value instanceof Integer || value instanceof Long) {
      out.append(value);
    } else {
      throw new IllegalArgumentException("no JSON form for " + value.getClass());
    }
  }

  private <K, V> void entries(Iterator<Map.Entry<K, V>> entries, String lineBreak) {
    String inner = lineBreak + "  ";
    out.append('{');
    boolean any = entries.hasNext();
    while (entries.hasNext()) {
      Map.Entry<K, V> entry = entries.next();
      out.append(inner);
      quoted((String) entry.getKey());
      out.append(": ");
      write(entry.getValue(), inner);
      out.append(entries.hasNext() ? "," : "");
    }
    out.append(any ? lineBreak : "").append('}');
  }

  private void elements(Iterator<?> elements, String lineBreak) {
    String inner = lineBreak + "  ";
    out.append('[');
    boolean any = elements.hasNext();
    while (elements.hasNext()) {
      out.append(inner);
      write(elements.next(), inner);
      out.append(elements.hasNext() ? "," : "");
    }
    out.append(any ? lineBreak : "").append(']');
  }

  private void quoted(String text) {
    out.append('"');
    text.chars().forEach(c -> out.append(escaped((char) c)));
    out.append('"');
  }

  /** Escapes also the two characters that JavaScript once took for line ends. */
  private static String escaped(char c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default ->
          c < ' ' || c == '\u007f' || c == '\u2028' || c == '\u2029'
              ? "\\u%04x".formatted((int) c)
              : String.valueOf(c);
    };
  }
}
