package io.github.saascore.script;

import java.util.List;

/**
 * The statements that say what a schema is to look like.
 *
 * @param statements the statements, in order
 * @param renames what they say about earlier names
 */
public record ModelScript(List<Statement> statements, List<RenameHint> renames) {

  /** Takes copies of the lists. */
  public ModelScript {
    statements = List.copyOf(statements);
    renames = List.copyOf(renames);
  }
}
