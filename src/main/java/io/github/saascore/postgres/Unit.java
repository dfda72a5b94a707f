package io.github.saascore.postgres;

import io.github.saascore.revision.RevisionId;
import io.github.saascore.script.Statement;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.LongFunction;

/**
 * One revision's worth of work on the database: a user's statements and our own rows about them.
 *
 * @param name what it is called in errors, for example {@code revision 3f2a9c1b7d40}
 * @param place the file of the statements, or where else they come from
 * @param absent a revision that must not be applied yet when the work starts
 * @param present a revision that must be applied when the work starts
 * @param work what to run
 * @param rows our own statements, given the milliseconds that went by before their message is sent
 * @param trail what is written on the way when the work cannot stand in a transaction; empty when
 *     it stands in one
 */
public record Unit(
    String name,
    String place,
    Optional<RevisionId> absent,
    Optional<RevisionId> present,
    Work work,
    LongFunction<String> rows,
    Optional<Trail> trail) {

  /**
   * The trail of work without a transaction: it tells where an interrupted run stopped.
   *
   * @param begun our statement before the first one of the user
   * @param step our statement after so many of the user's have run
   */
  public record Trail(String begun, IntFunction<String> step) {}

  /** Returns a unit that runs only statements of ours. */
  static Unit ours(String name, String sql) {
    return new Unit(
        name,
        "saascore",
        Optional.empty(),
        Optional.empty(),
        new Script(List.of()),
        elapsed -> sql,
        Optional.empty());
  }

  /** What a unit runs between its guard and its rows. */
  public sealed interface Work {}

  /** Statements of a script, in order; none is legal. */
  public record Script(List<Statement> statements) implements Work {
    /** Keeps its own copy of the statements. */
    public Script {
      statements = List.copyOf(statements);
    }
  }

  /** Code of the user that works on the open transaction. */
  @FunctionalInterface
  public interface Code {
    /**
     * Runs the code.
     *
     * @throws Exception whatever the user's code throws; the transaction is then rolled back
     */
    void run(Connection connection) throws Exception;
  }

  /** Java code that works inside the transaction. */
  public record Java(String className, Code code) implements Work {}
}
