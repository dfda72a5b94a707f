package io.github.saascore.engine.drift;

import io.github.saascore.engine.Sources;
import io.github.saascore.engine.scratch.ScratchDatabase;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.SaascoreException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Goes down from the heads as far as there are ways back, as users do: with what the repeatable
 * scripts have made still there, which may hold what a downgrade wants to drop.
 */
final class Descent {
  private final ScratchDatabase database;
  private final Sources sources;

  Descent(ScratchDatabase database, Sources sources) {
    this.database = database;
    this.sources = sources;
  }

  /**
   * Undoes revisions, newest first, up to the first one that has no way back.
   *
   * @param trips all revisions, in the order in which they were applied
   * @return what the first downgrade failed with
   */
  Optional<Problem> run(List<RoundTrip> trips) {
    List<RoundTrip> newestFirst = new ArrayList<>(trips);
    Collections.reverse(newestFirst);
    for (RoundTrip trip : newestFirst) {
      RevisionId id = trip.revision().id();
      if (Sections.verdict(sources.files().get(id)).isPresent()) {
        return Optional.empty();
      }
      try {
        database.down(sources, id);
      } catch (SaascoreException e) {
        return Optional.of(Blame.script(e));
      }
    }
    return Optional.empty();
  }
}
