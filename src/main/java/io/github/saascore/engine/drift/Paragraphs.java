package io.github.saascore.engine.drift;

import io.github.saascore.schema.Ddl;
import java.util.List;

/** Writes the statements of a section of a migration file. */
public final class Paragraphs {
  private Paragraphs() {}

  /** Returns the statements, each with what it loses above it, one a paragraph. */
  public static String of(List<Ddl> script) {
    StringBuilder text = new StringBuilder();
    for (Ddl ddl : script) {
      text.append(text.isEmpty() ? "" : "\n");
      ddl.loss().ifPresent(loss -> text.append("-- loses ").append(loss).append('\n'));
      text.append(ddl.sql().strip()).append(";\n");
    }
    return text.toString();
  }

  /** Returns the same for statements that are no transaction. */
  static String stepwise(List<Ddl> script) {
    return of(script).replace("SET LOCAL ", "SET ");
  }
}
