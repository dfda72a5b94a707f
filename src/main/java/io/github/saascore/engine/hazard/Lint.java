package io.github.saascore.engine.hazard;

import io.github.saascore.engine.hazard.Verdicts.Named;
import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.engine.scratch.ScratchDatabase;
import io.github.saascore.engine.scratch.ScratchSource;
import io.github.saascore.postgres.ForeignKeySuspension;
import io.github.saascore.postgres.Session;
import io.github.saascore.postgres.SqlProblems;
import io.github.saascore.revision.Problems;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.script.Body;
import io.github.saascore.script.RepeatableScript;
import io.github.saascore.script.Statement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Runs revisions in a scratch database and says what would happen to one with rows and readers. */
public final class Lint {
  private final ScratchSource scratch;
  private final Optional<Session> target;

  /**
   * Makes a linter.
   *
   * @param scratch lends the maker of scratch databases; asked only if there is something to lint
   * @param target the configured database, whose tables' sizes are told; nothing is changed there
   */
  public Lint(ScratchSource scratch, Optional<Session> target) {
    this.scratch = scratch;
    this.target = target;
  }

  /**
   * Returns what is found in the revisions.
   *
   * @throws SaascoreException BAD_PARAMETER for comments that allow rules which do not exist; and
   *     as an upgrade would end where an earlier revision cannot be applied
   */
  public LintResult run(LintRequest request) {
    if (request.isNothing()) {
      return LintResult.nothing();
    }
    requireKnown(request);
    return scratch.lend(maker -> run(request, maker, Optional.empty()));
  }

  /**
   * Returns what {@link #run} does, without making the earlier revisions once more.
   *
   * @param whole where all revisions of the request are applied; the linted ones are the newest,
   *     and their downgrades restore what was before. It is no more the same afterwards
   */
  public LintResult again(LintRequest request, ScratchDatabase whole) {
    requireKnown(request);
    return scratch.lend(maker -> run(request, maker, Optional.of(whole)));
  }

  private LintResult run(LintRequest request, Scratch maker, Optional<ScratchDatabase> whole) {
    Verdicts verdicts = new Verdicts(request.options().rules());
    List<Rehearsal> rehearsals = new ArrayList<>();
    try {
      Rehearsal rehearsal = begin(request, maker, whole);
      rehearsals.add(rehearsal);
      if (whole.isEmpty()) {
        for (Revision revision : request.earlier()) {
          rehearsal.apply(revision);
        }
      }
      int statements = revisions(request, rehearsal, verdicts);
      if (repeats(request)) {
        // Ways back would meet what the scripts have made: these begin elsewhere then.
        if (request.options().direction() == Direction.BOTH) {
          rehearsals.add(again(request, maker));
        }
        statements += repeatables(request, rehearsals.get(rehearsals.size() - 1), verdicts);
      }
      return new LintResult(
          sized(verdicts.hazards()),
          request.linted().size(),
          repeats(request) ? request.repeatables().size() : 0,
          statements,
          verdicts.allowed(),
          all(rehearsals, Rehearsal::assumed),
          all(rehearsals, Rehearsal::notes),
          rehearsal.server());
    } catch (SQLException e) {
      throw new SaascoreException(SqlProblems.of(e), e);
    } finally {
      rehearsals.forEach(Rehearsal::close);
    }
  }

  private static Rehearsal begin(
      LintRequest request, Scratch maker, Optional<ScratchDatabase> whole) throws SQLException {
    if (whole.isEmpty()) {
      return Rehearsal.open(request.sources(), maker);
    }
    List<Revision> newestFirst = new ArrayList<>(request.linted());
    Collections.reverse(newestFirst);
    newestFirst.forEach(revision -> whole.get().down(request.sources(), revision.id()));
    return Rehearsal.in(whole.get(), request.sources(), maker);
  }

  private static boolean repeats(LintRequest request) {
    return request.options().direction() != Direction.DOWN && !request.repeatables().isEmpty();
  }

  private static List<String> all(
      List<Rehearsal> rehearsals, Function<Rehearsal, List<String>> what) {
    return rehearsals.stream().map(what).flatMap(List::stream).distinct().toList();
  }

  private static Rehearsal again(LintRequest request, Scratch maker) throws SQLException {
    Rehearsal rehearsal = Rehearsal.open(request.sources(), maker);
    for (Revision revision : request.earlier()) {
      rehearsal.apply(revision);
    }
    for (Revision revision : request.linted()) {
      rehearsal.apply(revision);
    }
    return rehearsal;
  }

  private static int revisions(LintRequest request, Rehearsal rehearsal, Verdicts verdicts)
      throws SQLException {
    Direction direction = request.options().direction();
    Base run = rehearsal.base();
    int statements = 0;
    for (Revision revision : request.linted()) {
      Base base = request.options().fresh() == Fresh.RUN ? run : rehearsal.base();
      List<Observation> seen = rehearsal.up(revision);
      if (direction != Direction.DOWN) {
        statements += count(seen);
        add(verdicts, Optional.of(revision.id()), false, rehearsal.withAssumed(base), seen);
      }
    }
    if (direction != Direction.UP) {
      List<Revision> back = new ArrayList<>(request.linted());
      Collections.reverse(back);
      for (Revision revision : back) {
        Base base = rehearsal.base();
        List<Observation> seen = rehearsal.down(revision);
        statements += count(seen);
        add(verdicts, Optional.of(revision.id()), true, rehearsal.withAssumed(base), seen);
      }
    }
    return statements;
  }

  /**
   * A script runs again after it has changed: what it and the others made the first time is there.
   */
  private static int repeatables(LintRequest request, Rehearsal rehearsal, Verdicts verdicts)
      throws SQLException {
    for (RepeatableScript script : request.sources().repeatables()) {
      rehearsal.repeat(script);
    }
    int statements = 0;
    for (RepeatableScript script : request.repeatables()) {
      Base base = rehearsal.base();
      List<Observation> seen = rehearsal.repeat(script);
      statements += count(seen);
      add(verdicts, Optional.empty(), false, rehearsal.withAssumed(base), seen);
    }
    return statements;
  }

  /** Returns how many statements of the user there were. */
  private static int count(List<Observation> seen) {
    return (int) seen.stream().filter(one -> !ForeignKeySuspension.isOurs(one.statement())).count();
  }

  private static void add(
      Verdicts verdicts,
      Optional<RevisionId> revision,
      boolean down,
      Base base,
      List<Observation> seen) {
    verdicts.add(revision, down, seen, new SectionLint(base, seen).hits());
  }

  private List<Hazard> sized(List<Named> hazards) {
    Map<TableSize.Name, TableSize> sizes =
        target
            .map(
                session ->
                    TableSize.read(
                        session,
                        hazards.stream().flatMap(one -> one.name().stream()).distinct().toList()))
            .orElse(Map.of());
    return hazards.stream()
        .map(
            one ->
                one.hazard()
                    .withTable(
                        one.hazard()
                            .table()
                            .map(table -> table.withSize(one.name().map(sizes::get)))))
        .toList();
  }

  /** Collects the comments that allow what no rule is called. */
  private static void requireKnown(LintRequest request) {
    Problems problems = new Problems();
    Stream<List<Statement>> sections =
        request.linted().stream()
            .map(revision -> request.sources().files().get(revision.id()))
            .flatMap(file -> Stream.of(file.upgrade(), file.downgrade()))
            .filter(Body.Sql.class::isInstance)
            .map(body -> ((Body.Sql) body).statements());
    Stream.concat(sections, request.repeatables().stream().map(RepeatableScript::statements))
        .flatMap(List::stream)
        .flatMap(statement -> statement.allowances().stream())
        .filter(allowance -> Rules.find(allowance.rule()).isEmpty())
        .forEach(allowance -> problems.add(Rules.unknown(allowance.rule(), allowance.place())));
    problems.throwIfAny();
  }
}
