package io.github.saascore.engine;

import io.github.saascore.postgres.Store;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Problems;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.script.Body;
import io.github.saascore.script.MigrationFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the way back of revisions: in their files, or where those are gone, in the database. */
final class Ways {
  private static final String STORED = "the downgrade section stored in the database";

  private final Sources sources;

  Ways(Sources sources) {
    this.sources = sources;
  }

  /**
   * Returns the way back of each of these revisions, in their order.
   *
   * @throws SaascoreException with every revision that has none
   */
  Map<RevisionId, Units.Way> of(List<RevisionId> ids, Database database) {
    List<RevisionId> gone = ids.stream().filter(id -> sources.file(id).isEmpty()).toList();
    return ways(ids, new Store(database.session(), database.store()).downgrades(gone));
  }

  /** Tells whether each of these revisions has a way back. */
  boolean exist(List<RevisionId> ids, Database database) {
    try {
      return of(ids, database).size() == ids.size();
    } catch (SaascoreException e) {
      return false;
    }
  }

  /**
   * Returns the way back that was begun: what is stored, whatever the file says by now.
   *
   * @throws SaascoreException when nothing is stored
   */
  Units.Way begun(RevisionId id, Database database) {
    return usable(
        id, storedWay(id, new Store(database.session(), database.store()).downgrades(List.of(id))));
  }

  /** Returns the way back of revisions that all have files. */
  Map<RevisionId, Units.Way> ofFiles(List<RevisionId> ids) {
    return ways(ids, Map.of());
  }

  private Map<RevisionId, Units.Way> ways(List<RevisionId> ids, Map<RevisionId, String> stored) {
    Problems problems = new Problems();
    Map<RevisionId, Units.Way> ways = new LinkedHashMap<>();
    for (RevisionId id : ids) {
      try {
        ways.put(id, way(id, stored));
      } catch (SaascoreException e) {
        problems.add(e);
      }
    }
    problems.throwIfAny();
    return ways;
  }

  private Units.Way way(RevisionId id, Map<RevisionId, String> stored) {
    Units.Way way =
        sources
            .file(id)
            .map(
                file ->
                    new Units.Way(file.downgrade(), file.path().toString(), file.downgradeText()))
            .orElseGet(() -> storedWay(id, stored));
    return usable(id, way);
  }

  private static Units.Way usable(RevisionId id, Units.Way way) {
    if (way.body() instanceof Body.None) {
      throw noWay(id, way.place());
    }
    if (way.body() instanceof Body.Irreversible irreversible) {
      throw irreversible(id, way.place(), irreversible);
    }
    return way;
  }

  private static Units.Way storedWay(RevisionId id, Map<RevisionId, String> stored) {
    String text = stored.get(id);
    return text == null
        ? new Units.Way(new Body.None(), "revision " + id + " (NO FILE)", Optional.empty())
        : new Units.Way(
            MigrationFile.parseStored(STORED + " of " + id, text),
            STORED + " of " + id,
            Optional.empty());
  }

  private static SaascoreException noWay(RevisionId id, String place) {
    return Problem.of(Code.NO_DOWNGRADE, "revision " + id + " has no downgrade section")
        .at(place)
        .hint(
            "write it: -- saascore:downgrade, then the statements that undo the upgrade"
                + " (an empty section says that nothing is to be done)")
        .asException();
  }

  private static SaascoreException irreversible(
      RevisionId id, String place, Body.Irreversible irreversible) {
    return Problem.of(Code.IRREVERSIBLE, "revision " + id + " cannot be undone")
        .at(place)
        .because(irreversible.reason())
        .hint(
            "restore a backup, or go forward with a new revision: mvn saascore:revision"
                + " -Dsaascore.message=...")
        .asException();
  }
}
