package io.github.saascore.script;

import java.util.List;

/**
 * A part of a migration file: a marker and what stands below it.
 *
 * @param marker the marker
 * @param end where the part ends in the file's text
 * @param statements its statements, placeholders not replaced
 */
record Section(Marker marker, int end, List<Statement> statements) {
  /** Takes a copy of the statements. */
  Section {
    statements = StatementList.copyOf(statements);
  }
}
