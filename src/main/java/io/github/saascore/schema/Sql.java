package io.github.saascore.schema;

/** Small pieces of SQL text. */
final class Sql {
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

  /** Returns a plain name as it is safe to write: quoted unless it is plainly no key word. */
  static String name(String plain) {
    return plain.matches("[a-z_][a-z0-9_]*_[a-z0-9_]*") ? plain : quoted(plain);
  }
}
