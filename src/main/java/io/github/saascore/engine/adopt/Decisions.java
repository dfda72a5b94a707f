package io.github.saascore.engine.adopt;

import io.github.saascore.engine.Choice;
import io.github.saascore.engine.Sources;
import io.github.saascore.engine.adopt.Assessed.State;
import io.github.saascore.postgres.Skipped;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.script.Body;
import io.github.saascore.script.ServerWork;
import io.github.saascore.script.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides on whole revisions.
 *
 * <p>A revision whose objects are there is adopted. One that makes no objects tells nothing, so it
 * goes with its neighbours: adopted before one that is there, run behind one that is not. Between
 * the two nobody knows, and where data is at stake nothing is guessed.
 */
final class Decisions {
  private final Sources sources;
  private final List<Assessed> all;

  private final long settled;

  /**
   * Makes decisions on pending revisions.
   *
   * @param settled the moment until which everything is certainly done
   */
  Decisions(Sources sources, List<Assessed> all, long settled) {
    this.sources = sources;
    this.all = all;
    this.settled = settled;
  }

  /** What becomes of a revision. */
  sealed interface Decision {
    /** It runs as it is. */
    record Run() implements Decision {}

    /** It is recorded and does not run. */
    record Adopt(Choice.Adopt choice) implements Decision {}

    /** It has to be looked at statement by statement. */
    record Look() implements Decision {}

    /** It cannot be decided. */
    record Refuse(Problem problem) implements Decision {}
  }

  /** Decides on one of the revisions. */
  Decision on(Assessed one) {
    return switch (one.state()) {
      case PRESENT -> new Decision.Adopt(adopt(one));
      case ABSENT -> new Decision.Run();
      case PART -> new Decision.Look();
      case STRANGE ->
          new Decision.Refuse(new Refusals(sources).differs(one.revision(), one.strange()));
      case SILENT -> one.moment() <= settled ? new Decision.Adopt(adopt(one)) : silent(one);
    };
  }

  private Decision silent(Assessed one) {
    List<RevisionId> id = List.of(one.revision().id());
    Set<RevisionId> above = sources.graph().descendants(id, false);
    Set<RevisionId> below = sources.graph().ancestors(id, false);
    boolean later = among(above).stream().anyMatch(Assessed::isThere);
    boolean gap = among(below).stream().anyMatch(other -> other.state() == State.ABSENT);
    Optional<Assessed> nearest = nearest(among(below));
    if (later && !gap) {
      return new Decision.Adopt(adopt(one));
    }
    List<Statement> data = data(one.revision());
    if (data.isEmpty() && !isJava(one.revision())) {
      boolean follows = nearest.isPresent() && nearest.get().state() == State.PRESENT;
      return isEmpty(one.revision()) && follows && !gap
          ? new Decision.Adopt(adopt(one))
          : new Decision.Run();
    }
    boolean before = nearest.isEmpty() || nearest.get().isBefore();
    return !later && before
        ? new Decision.Run()
        : new Decision.Refuse(new Refusals(sources).unclear(one.revision(), data, tips(below)));
  }

  private List<Assessed> among(Set<RevisionId> ids) {
    return all.stream().filter(other -> ids.contains(other.revision().id())).toList();
  }

  /** Returns the last of these that tells anything. */
  private static Optional<Assessed> nearest(List<Assessed> below) {
    return below.stream()
        .filter(other -> other.state() != State.SILENT)
        .reduce((one, other) -> other);
  }

  private List<Revision> tips(Set<RevisionId> below) {
    return sources.graph().tips(below).stream().map(sources.graph()::get).toList();
  }

  private Choice.Adopt adopt(Assessed one) {
    return new Choice.Adopt(
        statements(one.revision()).stream().flatMap(Decisions::skipped).toList());
  }

  /** What leaves no trace in a schema is named when it does not run. */
  private static Stream<Skipped> skipped(Statement statement) {
    boolean server = ServerWork.is(statement);
    return server || Role.of(statement) == Role.DATA
        ? Stream.of(
            new Skipped(
                statement.shape().describes(),
                statement.place(),
                server ? "it works on the server" : "it is data"))
        : Stream.empty();
  }

  private boolean isJava(Revision revision) {
    return sources.files().get(revision.id()).upgrade() instanceof Body.JavaClass;
  }

  private boolean isEmpty(Revision revision) {
    return sources.files().get(revision.id()).upgrade() instanceof Body.Sql sql
        && sql.statements().isEmpty();
  }

  /** Returns the statements that change rows, or may do so. */
  private List<Statement> data(Revision revision) {
    return statements(revision).stream().filter(one -> Role.of(one) == Role.DATA).toList();
  }

  private List<Statement> statements(Revision revision) {
    return sources.files().get(revision.id()).upgrade() instanceof Body.Sql sql
        ? sql.statements()
        : List.of();
  }
}
