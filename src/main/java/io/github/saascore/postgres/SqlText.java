package io.github.saascore.postgres;

import java.util.Collection;
import java.util.stream.Collectors;

/** Writes values as SQL text, safe under every setting of the session. */
final class SqlText {
  private SqlText() {}

  /** Returns a name in double quotes. */
  static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** Returns a string literal that does not depend on {@code standard_conforming_strings}. */
  static String literal(String text) {
    String quoted = "'" + text.replace("'", "''") + "'";
    return text.indexOf('\\') < 0 ? quoted : "E" + quoted.replace("\\", "\\\\");
  }

  /** Returns an array of oids as a literal. */
  static String oids(Collection<Long> oids) {
    return oids.stream().map(String::valueOf).collect(Collectors.joining(",", "'{", "}'::oid[]"));
  }

  /** Returns an array of strings as an expression. */
  static String texts(Collection<String> texts) {
    return texts.stream()
        .map(SqlText::literal)
        .collect(Collectors.joining(",", "ARRAY[", "]::text[]"));
  }
}
