package io.github.saascore.engine.hazard;

import io.github.saascore.engine.hazard.Verdicts.Named;
import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.engine.scratch.ScratchSource;
import io.github.saascore.postgres.Session;
import io.github.saascore.postgres.SqlProblems;
import io.github.saascore.revision.Problems;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.script.Body;
import io.github.saascore.script.MigrationFile;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    if (request.linted().isEmpty()) {
      return LintResult.nothing();
    }
    requireKnown(request);
    return scratch.lend(maker -> run(request, maker));
  }

  private LintResult run(LintRequest request, Scratch maker) {
    try (Rehearsal rehearsal = Rehearsal.open(request.sources(), maker)) {
      return run(request, rehearsal);
    } catch (SQLException e) {
      throw new SaascoreException(SqlProblems.of(e), e);
    }
  }

  private LintResult run(LintRequest request, Rehearsal rehearsal) throws SQLException {
    for (Revision revision : request.earlier()) {
      rehearsal.apply(revision);
    }
    Verdicts verdicts = new Verdicts(request.options().rules());
    Direction direction = request.options().direction();
    Base run = rehearsal.base();
    int statements = 0;
    for (Revision revision : request.linted()) {
      Base base = request.options().fresh() == Fresh.RUN ? run : rehearsal.base();
      List<Observation> seen = rehearsal.up(revision);
      if (direction != Direction.DOWN) {
        statements += seen.size();
        add(verdicts, revision, false, rehearsal.withAssumed(base), seen);
      }
    }
    if (direction != Direction.UP) {
      List<Revision> back = new ArrayList<>(request.linted());
      Collections.reverse(back);
      for (Revision revision : back) {
        Base base = rehearsal.base();
        List<Observation> seen = rehearsal.down(revision);
        statements += seen.size();
        add(verdicts, revision, true, rehearsal.withAssumed(base), seen);
      }
    }
    return new LintResult(
        sized(verdicts.hazards()),
        request.linted().size(),
        statements,
        verdicts.allowed(),
        rehearsal.assumed(),
        rehearsal.notes(),
        rehearsal.server());
  }

  private static void add(
      Verdicts verdicts, Revision revision, boolean down, Base base, List<Observation> seen) {
    verdicts.add(revision.id(), down, seen, new SectionLint(base, seen).hits());
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
    for (Revision revision : request.linted()) {
      MigrationFile file = request.sources().files().get(revision.id());
      Stream.of(file.upgrade(), file.downgrade())
          .filter(Body.Sql.class::isInstance)
          .flatMap(body -> ((Body.Sql) body).statements().stream())
          .flatMap(statement -> statement.allowances().stream())
          .filter(allowance -> Rules.find(allowance.rule()).isEmpty())
          .forEach(allowance -> problems.add(Rules.unknown(allowance.rule(), allowance.place())));
    }
    problems.throwIfAny();
  }
}
