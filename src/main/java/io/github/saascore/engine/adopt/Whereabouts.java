package io.github.saascore.engine.adopt;

import io.github.saascore.engine.Database;
import io.github.saascore.engine.Sources;
import io.github.saascore.engine.scratch.Order;
import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.engine.scratch.ScratchDatabase;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the revision whose schema a database has, whatever its record says. */
public final class Whereabouts {
  private final Database database;
  private final Sources sources;

  /** Makes a search among the files of a project. */
  public Whereabouts(Database database, Sources sources) {
    this.database = database;
    this.sources = sources;
  }

  /**
   * Returns the target to stamp: the first revision after which the schema was as it is in the
   * database. Objects that no revision makes do not count.
   *
   * @throws io.github.saascore.revision.SaascoreException SCRATCH where a revision cannot be
   *     replayed
   */
  public Optional<String> find(Scratch scratch) {
    List<Revision> all = Order.of(sources);
    try (ScratchDatabase replay = scratch.open()) {
      Replayed replayed = Replayed.of(replay, sources, List.of(), all);
      Found found = Found.read(database, replayed.timeline());
      Comparer comparer = new Comparer(replayed.timeline(), found);
      return replayed.timeline().moments().stream()
          .filter(moment -> moment > 0 && comparer.distance(moment) == 0)
          .findFirst()
          .map(moment -> tips(all.subList(0, (int) (moment / Replayed.STEP))));
    }
  }

  private String tips(List<Revision> done) {
    Set<RevisionId> ids =
        done.stream().map(Revision::id).collect(Collectors.toCollection(LinkedHashSet::new));
    return sources.graph().tips(ids).stream()
        .map(RevisionId::value)
        .collect(Collectors.joining(","));
  }
}
