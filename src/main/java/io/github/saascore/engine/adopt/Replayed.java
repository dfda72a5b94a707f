package io.github.saascore.engine.adopt;

import io.github.saascore.engine.Sources;
import io.github.saascore.engine.scratch.ScratchDatabase;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.SaascoreException;
import java.util.List;

/**
 * A history that was replayed in a scratch database, and read back after each pending revision.
 *
 * @param pending the revisions that were read back one by one
 * @param timeline the schema at each moment
 */
record Replayed(List<Revision> pending, Timeline timeline) {
  /** Between two revisions there is room for the moments after their statements. */
  static final long STEP = 1_000_000;

  /**
   * Replays revisions.
   *
   * @param applied what is replayed first, as one moment
   * @throws SaascoreException SCRATCH where one cannot be replayed
   */
  static Replayed of(
      ScratchDatabase scratch, Sources sources, List<Revision> applied, List<Revision> pending) {
    applied.forEach(revision -> replay(scratch, sources, revision));
    Timeline timeline = new Timeline();
    timeline.add(0, scratch.snapshot());
    for (int i = 0; i < pending.size(); i++) {
      replay(scratch, sources, pending.get(i));
      timeline.add((i + 1) * STEP, scratch.snapshot());
    }
    return new Replayed(List.copyOf(pending), timeline);
  }

  private static void replay(ScratchDatabase scratch, Sources sources, Revision revision) {
    try {
      scratch.up(sources, List.of(revision));
    } catch (SaascoreException e) {
      if (e.problem().code() == Code.SCRATCH) {
        throw e;
      }
      throw new SaascoreException(
          Problem.of(
                  Code.SCRATCH,
                  "what exists cannot be compared: revision %s does not run in the scratch database"
                      .formatted(revision.id()))
              .at(e.problem().where().orElse(sources.files().get(revision.id()).path().toString()))
              .because(e.problem().summary() + e.problem().reason().map("\n"::concat).orElse(""))
              .hint(
                  """
                  a revision has to run on a database that has nothing but what those below it make
                  if the database is already as a revision makes it: mvn saascore:stamp -Dsaascore.target=<revision>
                  to go by the names alone: mvn saascore:upgrade -Dsaascore.existing=skip\
                  """),
          e);
    }
  }

  /** Returns the moment at which a pending revision is done, by its number from 0. */
  static long moment(int index) {
    return (index + 1) * STEP;
  }

  /** Returns the pending revision that is at work at a moment after the first. */
  Revision at(long moment) {
    return pending.get((int) ((moment - 1) / STEP));
  }
}
