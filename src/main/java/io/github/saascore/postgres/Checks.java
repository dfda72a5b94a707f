package io.github.saascore.postgres;

/** Conditions under which a transaction must not go on. */
final class Checks {
  private final StringBuilder text = new StringBuilder();

  /** Adds one that raises an error of this state when it is true. */
  void add(String condition, String message, String state) {
    text.append("  IF ").append(condition).append(" THEN\n    RAISE EXCEPTION USING MESSAGE = ");
    text.append(Quote.text(message)).append(", ERRCODE = '").append(state);
    text.append("';\n  END IF;\n");
  }

  /** Returns the statement that checks all of them; empty without any. */
  String statement() {
    return text.isEmpty() ? "" : "DO " + Quote.text("BEGIN\n" + text + "END\n") + ";\n";
  }

  /** Returns them as a part of a block of PL/pgSQL. */
  String text() {
    return text.toString();
  }
}
