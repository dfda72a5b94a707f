package io.github.saascore.engine;

import io.github.saascore.postgres.AppliedRevision;
import io.github.saascore.postgres.Progress;
import io.github.saascore.postgres.Resolve;
import io.github.saascore.postgres.Store;
import io.github.saascore.postgres.Unit;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Problems;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.script.Body;
import io.github.saascore.script.MigrationFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a run goes on with revisions that were left in the middle.
 *
 * <p>Only sections without a transaction can be left so. Nothing here runs anything; what can be
 * refused is refused before.
 */
final class Recovery {
  private final Database database;
  private final Sources sources;
  private final DatabaseState state;
  private final Optional<Resolve> resolve;
  private final Units units;
  private final Map<RevisionId, Progress> progress;

  /**
   * Looks how far the unfinished revisions of a state came; asks the server only if there are any.
   *
   * @throws SaascoreException BAD_PARAMETER when {@code resolve} speaks of another revision
   */
  Recovery(Database database, Sources sources, DatabaseState state, Optional<Resolve> resolve) {
    this.database = database;
    this.sources = sources;
    this.state = state;
    this.resolve = resolve;
    this.units = new Units(sources, database.store(), database.javaBodies());
    this.progress =
        state.unfinished().isEmpty()
            ? Map.of()
            : new Store(database.session(), database.store()).unfinished();
    resolve.ifPresent(this::requireKnown);
  }

  private void requireKnown(Resolve said) {
    if (progress.keySet().stream().noneMatch(said::isFor)) {
      throw Problem.of(
              Code.BAD_PARAMETER,
              "revision '" + said.revision() + "' of saascore.resolve was not left in the middle")
          .because(
              progress.isEmpty()
                  ? "every applied revision is whole"
                  : "left in the middle: "
                      + progress.keySet().stream()
                          .map(RevisionId::value)
                          .collect(Collectors.joining(", ")))
          .hint(
              progress.isEmpty()
                  ? "leave out -Dsaascore.resolve"
                  : "name one of those: "
                      + new Resolve(progress.keySet().iterator().next().value(), said.answer())
                          .option())
          .asException();
    }
  }

  /** Returns the answer of the user for a revision. */
  private Optional<Resolve.Answer> answer(RevisionId id) {
    return resolve.filter(said -> said.isFor(id)).map(Resolve::answer);
  }

  /**
   * Returns what an upgrade does first: the rest of what was started, and what is to be taken back.
   *
   * @throws SaascoreException with everything that cannot be gone on with
   */
  Map<Revision, Unit> beforeUpgrade() {
    Problems problems = new Problems();
    Map<Revision, Unit> work = new LinkedHashMap<>();
    for (AppliedRevision row : state.unfinished()) {
      try {
        work.put(row.revision(), upgrading(row));
      } catch (SaascoreException e) {
        problems.add(e);
      }
    }
    problems.throwIfAny();
    database.requireRunnable(List.copyOf(work.values()));
    return work;
  }

  /** Tells whether a unit of {@link #beforeUpgrade()} applies its revision. */
  static boolean isUpgrade(Unit unit) {
    return unit.absent().isPresent();
  }

  private Unit upgrading(AppliedRevision row) {
    RevisionId id = row.revision().id();
    Optional<Resolve.Answer> answer = answer(id);
    if (row.state() == AppliedRevision.State.UNDOING) {
      if (answer.isEmpty()) {
        throw state.unfinished(row).asException();
      }
      return undoing(id);
    }
    return answer.filter(Resolve.Answer.UNDO::equals).isPresent() ? takeBack(id) : rest(row);
  }

  /**
   * Returns what a downgrade does with a revision: all of its way back, or what is left of it.
   *
   * @param way the way back of a whole revision
   * @throws SaascoreException STARTED when an upgrade left it in the middle and nobody said undo
   */
  Unit down(RevisionId id, Units.Way way) {
    Optional<AppliedRevision> row = state.row(id).filter(AppliedRevision::isUnfinished);
    if (row.isEmpty()) {
      return units.down(id, way);
    }
    if (row.get().state() == AppliedRevision.State.UNDOING) {
      return undoing(id);
    }
    if (answer(id).filter(Resolve.Answer.UNDO::equals).isEmpty()) {
      throw state.unfinished(row.get()).asException();
    }
    return units.takeBack(id, way);
  }

  /**
   * Refuses to leave a revision in the middle behind.
   *
   * @param ids the revisions that the run goes on with
   */
  void requireOnly(List<RevisionId> ids) {
    Problems problems = new Problems();
    state.unfinished().stream()
        .filter(row -> !ids.contains(row.revision().id()))
        .map(state::unfinished)
        .forEach(problems::add);
    problems.throwIfAny();
  }

  private Unit undoing(RevisionId id) {
    Optional<Resolve.Answer> answer = answer(id);
    boolean tolerant = answer.filter(Resolve.Answer.UNDO::equals).isPresent();
    Units.Way way = new Ways(sources).begun(id, database);
    return units.downFrom(id, way, new Unit.Resumed(progress.get(id), answer), tolerant);
  }

  private Unit takeBack(RevisionId id) {
    Units.Way way = new Ways(sources).of(List.of(id), database).get(id);
    return units.takeBack(id, way);
  }

  private Unit rest(AppliedRevision row) {
    RevisionId id = row.revision().id();
    MigrationFile file =
        sources.file(id).orElseThrow(() -> state.unfinished(row).because(fileGone()).asException());
    boolean same =
        file.upgrade() instanceof Body.Sql sql
            && Units.isStepwise(sql)
            && progress.get(id).isBeginOf(sql.statements());
    if (!same) {
      throw edited(row, file);
    }
    return units.upFrom(id, new Unit.Resumed(progress.get(id), answer(id)));
  }

  private static String fileGone() {
    return "its file is gone, so nobody knows what is left to run: put the file back";
  }

  private SaascoreException edited(AppliedRevision row, MigrationFile file) {
    String id = row.revision().id().value();
    return Problem.of(
            Code.STARTED,
            "revision %s was begun, and the part of its file that has run was edited since"
                .formatted(id))
        .at(file.path().toString())
        .because(
            """
            %d of its statements have run for certain, and are not the first ones of the file any more
            begun with checksum %.12s, the file now has %.12s\
            """
                .formatted(row.step(), row.checksum().orElse(""), file.checksum().hex()))
        .hint(
            """
            put those statements back as they were (git log -p -- %s) and run the same goal again;
            what follows them may be edited
            or take the revision back, to run it anew: -Dsaascore.resolve=%s:undo\
            """
                .formatted(file.path(), id))
        .asException();
  }
}
