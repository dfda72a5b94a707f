package io.github.saascore.schema;

import io.github.saascore.postgres.Quote;
import java.nio.charset.StandardCharsets;

/** Small pieces of SQL text. */
final class Sql {
  /** Ends the name that something goes by while its successor is there. */
  static final String OLD = "__old";

  /** In bytes: {@code NAMEDATALEN} less one. */
  private static final int LONGEST_NAME = 63;

  private Sql() {}

  /** Returns a text as a literal, safe with every setting of the session. */
  static String literal(String text) {
    String quoted = "'" + text.replace("'", "''") + "'";
    return text.indexOf('\\') < 0 ? quoted : "E" + quoted.replace("\\", "\\\\");
  }

  /** Returns a plain name as a quoted one. */
  static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /** Returns a name with an end, cut so that the server need not cut it. */
  static String beside(String name, String end) {
    return quoted(cut(Quote.plain(name), LONGEST_NAME - end.length()) + end);
  }

  private static String cut(String plain, int bytes) {
    String name = plain;
    while (name.getBytes(StandardCharsets.UTF_8).length > bytes) {
      name = name.substring(0, name.offsetByCodePoints(name.length(), -1));
    }
    return name;
  }

  /** Returns a plain name as it is safe to write: quoted unless it is plainly no key word. */
  static String name(String plain) {
    return plain.matches("[a-z_][a-z0-9_]*_[a-z0-9_]*") ? plain : quoted(plain);
  }
}
