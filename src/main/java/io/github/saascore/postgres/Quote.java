package io.github.saascore.postgres;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes names and values into SQL text so that nothing inside them can be read as SQL.
 *
 * <p>Whole revisions travel as one message of the simple query protocol, which has no bind
 * parameters; this class is therefore the only place that builds literals.
 */
public final class Quote {
  private Quote() {}

  /** Returns the name as a quoted identifier. */
  public static String name(String name) {
    return '"' + (name.indexOf('"') < 0 ? name : name.replace("\"", "\"\"")) + '"';
  }

  /** Returns the plain name that a name in SQL means, quoted or not. */
  public static String plain(String written) {
    return written.startsWith("\"")
        ? written.substring(1, written.length() - 1).replace("\"\"", "\"")
        : written.toLowerCase(Locale.ROOT);
  }

  /** Returns {@code schema.name}, both quoted. */
  public static String name(String schema, String name) {
    return name(schema) + '.' + name(name);
  }

  /**
   * Returns the text as a string literal that reads the same whatever {@code
   * standard_conforming_strings} says.
   */
  public static String text(String value) {
    String quoted = "'" + (value.indexOf('\'') < 0 ? value : value.replace("'", "''")) + "'";
    return value.indexOf('\\') < 0 ? quoted : " E" + quoted.replace("\\", "\\\\");
  }

  /** Returns the text as one word of a command in a shell; plain names stay as they are. */
  public static String shell(String text) {
    return text.matches("[A-Za-z0-9_.-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /** Returns the values as a {@code text[]} literal expression. */
  public static String array(Collection<?> values) {
    StringBuilder array = new StringBuilder("ARRAY[");
    for (Object value : values) {
      array.append(array.length() > 6 ? ", " : "").append(text(value.toString()));
    }
    return array.append("]::text[]").toString();
  }

  /** Returns the values as a {@code text[]} literal expression, with NULL where there is none. */
  public static String texts(Collection<Optional<String>> values) {
    return values.stream()
        .map(value -> value.map(Quote::text).orElse("NULL"))
        .collect(Collectors.joining(", ", "ARRAY[", "]::text[]"));
  }

  /** Returns the object ids as an {@code oid[]} literal. */
  public static String oids(Collection<Long> oids) {
    return oids.stream().map(String::valueOf).collect(Collectors.joining(",", "'{", "}'::oid[]"));
  }
}
