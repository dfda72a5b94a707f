package io.github.saascore.engine.drift;

import io.github.saascore.schema.Ddl;
import java.util.ArrayList;
import java.util.List;

/**
 * Statements that one revision holds.
 *
 * @param statements the statements, in order
 * @param transactional whether they run in a transaction
 */
record Segment(List<Ddl> statements, boolean transactional) {

  /** Copies the list. */
  Segment {
    statements = List.copyOf(statements);
  }

  /**
   * Divides a script into revisions: what must run outside of a transaction stands apart.
   *
   * @param afterNewValues whether what must be committed before it is used, as a new value of an
   *     enum, ends a revision
   */
  static List<Segment> of(List<Ddl> script, boolean afterNewValues) {
    List<Segment> segments = new ArrayList<>();
    List<Ddl> open = new ArrayList<>();
    Ddl last = null;
    for (Ddl ddl : script) {
      if (last != null && divides(last, ddl, afterNewValues)) {
        segments.add(new Segment(open, !last.outside()));
        open.clear();
      }
      open.add(ddl);
      last = ddl;
    }
    if (last != null) {
      segments.add(new Segment(open, !last.outside()));
    }
    return segments;
  }

  private static boolean divides(Ddl first, Ddl second, boolean afterNewValues) {
    return first.outside() != second.outside()
        || (afterNewValues && first.alone() && !second.alone());
  }

  /** Returns the statements, each with what it loses above it, one a paragraph. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (Ddl ddl : statements) {
      text.append(text.isEmpty() ? "" : "\n");
      ddl.loss().ifPresent(loss -> text.append("-- loses ").append(loss).append('\n'));
      text.append(ddl.sql().strip()).append(";\n");
    }
    return text.toString();
  }
}
