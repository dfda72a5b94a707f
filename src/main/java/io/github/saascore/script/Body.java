package io.github.saascore.script;

import java.util.List;

/** What one direction of a revision does. */
public sealed interface Body {

  /**
   * SQL statements, perhaps none.
   *
   * @param statements the statements in order
   * @param options how they are run
   */
  record Sql(List<Statement> statements, Options options) implements Body {
    /** Takes a copy of the statements. */
    public Sql {
      statements = StatementList.copyOf(statements);
    }
  }

  /**
   * A class of the user's project that implements {@code Consumer<DSLContext>}; it runs in the
   * revision's transaction.
   *
   * @param className the name as the class loader takes it
   */
  record JavaClass(String className) implements Body {}

  /**
   * No way back, said by the author.
   *
   * @param reason why, or empty
   */
  record Irreversible(String reason) implements Body {}

  /** The file has no section for this direction. */
  record None() implements Body {}

  /**
   * How a section is run.
   *
   * @param transactional whether it runs in one transaction; off by {@code transaction=none}
   * @param suspendForeignKeys whether foreign keys are suspended; on by {@code
   *     foreign_keys=suspend}
   */
  record Options(boolean transactional, boolean suspendForeignKeys) {
    /** What holds where the marker has no options. */
    public static final Options DEFAULT = new Options(true, false);
  }
}
