package io.github.saascore.postgres;

import io.github.saascore.revision.RevisionId;
import io.github.saascore.script.Statement;
import io.github.saascore.script.StatementList;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Predicate;

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
 * @param line what must hold around it
 * @param watch what it must not meet, though the server would pass over it in silence
 */
public record Unit(
    String name,
    String place,
    Optional<RevisionId> absent,
    Optional<RevisionId> present,
    Work work,
    LongFunction<String> rows,
    Optional<Trail> trail,
    Line line,
    Watch watch) {

  /** Makes a unit that asks nothing of the revisions around it. */
  public Unit(
      String name,
      String place,
      Optional<RevisionId> absent,
      Optional<RevisionId> present,
      Work work,
      LongFunction<String> rows,
      Optional<Trail> trail) {
    this(name, place, absent, present, work, rows, trail, Line.NONE);
  }

  /** Makes a unit that looks out for nothing that the server does not refuse itself. */
  public Unit(
      String name,
      String place,
      Optional<RevisionId> absent,
      Optional<RevisionId> present,
      Work work,
      LongFunction<String> rows,
      Optional<Trail> trail,
      Line line) {
    this(name, place, absent, present, work, rows, trail, line, Watch.NOTHING);
  }

  /**
   * What must hold around the unit when it runs, checked where no lock is held between two
   * transactions of a run, so that another build may have worked between them.
   *
   * @param below revisions that must be applied: parents and dependencies
   * @param highest whether no applied revision may have this one as its parent
   */
  public record Line(List<RevisionId> below, boolean highest) {
    /** Nothing is asked. */
    public static final Line NONE = new Line(List.of(), false);
  }

  /** Returns this unit with other work between its guard and its rows. */
  public Unit with(Work other) {
    return new Unit(name, place, absent, present, other, rows, trail, line, watch);
  }

  /** Returns this unit with only those of its statements that are wanted. */
  public Unit only(Predicate<Statement> wanted) {
    return work instanceof Script script ? with(script.only(wanted)) : this;
  }

  /** Returns this unit, which has a trail, without some of its statements. */
  public Unit leavingOut(Map<Integer, Skipped> there) {
    Optional<Trail> shorter = trail.map(one -> one.without(there));
    return new Unit(name, place, absent, present, work, rows, shorter, line, watch);
  }

  /** Returns this unit with what it must not meet. */
  public Unit watching(Watch what) {
    return new Unit(name, place, absent, present, work, rows, trail, line, what);
  }

  /**
   * The trail of work without a transaction: it tells where an interrupted run stopped.
   *
   * @param begun our statements before the first one of the user
   * @param progress our statement that says how far it has come
   * @param reverted our statement for when the work turned out not to have begun at all
   * @param resumed where an earlier run stopped; empty when the work begins now
   * @param tolerant whether what a DROP does not find counts as dropped: the work takes back
   *     something that is only half there
   * @param there statements to leave out, by their number from 0, because what they make is there
   */
  public record Trail(
      String begun,
      Function<Progress, String> progress,
      String reverted,
      Optional<Resumed> resumed,
      boolean tolerant,
      Map<Integer, Skipped> there) {
    /** Makes a trail of work of which every statement runs. */
    public Trail(
        String begun,
        Function<Progress, String> progress,
        String reverted,
        Optional<Resumed> resumed,
        boolean tolerant) {
      this(begun, progress, reverted, resumed, tolerant, Map.of());
    }

    /** Returns this trail with statements that are left out. */
    public Trail without(Map<Integer, Skipped> skipped) {
      return new Trail(begun, progress, reverted, resumed, tolerant, Map.copyOf(skipped));
    }
  }

  /**
   * Where an earlier run stopped, and how to go on.
   *
   * @param progress how far it had come
   * @param answer a person's word on the statement that nobody can tell about
   */
  public record Resumed(Progress progress, Optional<Resolve.Answer> answer) {}

  /** Returns the other way to do the work, if there is one. */
  Optional<Alternative> alternative() {
    return work instanceof Script script ? script.instead() : Optional.empty();
  }

  /** Returns this unit with its work done in the other way, where there is one. */
  public Unit instead() {
    return alternative().map(other -> with(other.script())).orElse(this);
  }

  /** Returns the statements of scripts, one unit after the other. */
  static Iterable<Statement> statements(List<Unit> units) {
    return () ->
        units.stream()
            .map(Unit::work)
            .filter(Script.class::isInstance)
            .flatMap(work -> ((Script) work).statements().stream())
            .iterator();
  }

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

  /**
   * Statements of a script.
   *
   * @param statements the statements in order; none is legal
   * @param instead the same work done in another way, for when the server refuses a statement
   *     because of what depends on something
   */
  public record Script(List<Statement> statements, Optional<Alternative> instead) implements Work {
    /** Keeps its own copy of the statements. */
    public Script {
      statements = StatementList.copyOf(statements);
    }

    /** Makes a script that has one way only. */
    public Script(List<Statement> statements) {
      this(statements, Optional.empty());
    }

    private Script only(Predicate<Statement> wanted) {
      return new Script(
          statements.stream().filter(wanted).toList(),
          instead.map(other -> new Alternative(other.says(), other.script().only(wanted))));
    }
  }

  /**
   * Another way to do the work of a script.
   *
   * @param says what is different, for people
   * @param script the whole script
   */
  public record Alternative(String says, Script script) {}

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
