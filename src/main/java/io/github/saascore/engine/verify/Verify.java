package io.github.saascore.engine.verify;

import io.github.saascore.engine.Database;
import io.github.saascore.engine.DatabaseState;
import io.github.saascore.engine.Sources;
import io.github.saascore.engine.Standing;
import io.github.saascore.engine.adopt.Whereabouts;
import io.github.saascore.engine.drift.Comparison;
import io.github.saascore.engine.drift.Diff;
import io.github.saascore.engine.model.Model;
import io.github.saascore.engine.scratch.Scopes;
import io.github.saascore.engine.scratch.Scratch;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Looks at a database as it is, beside what its revisions and the model should have made. */
public final class Verify {
  private final Database database;
  private final Scratch scratch;

  /** Makes a look at a database, with scratch databases at its side. */
  public Verify(Database database, Scratch scratch) {
    this.database = database;
    this.scratch = scratch;
  }

  /**
   * Looks; nothing is changed.
   *
   * @param sources the files; none where the project has no migrations
   * @throws io.github.saascore.revision.SaascoreException SCRATCH for a scratch server of another
   *     major version; what a replay or a model can meet
   */
  public Verification run(Optional<Sources> sources, Optional<Model> model) {
    Diff.Result diff = new Diff(database, scratch).run(sources, model);
    Set<String> schemas = new TreeSet<>();
    schemas.add(database.session().facts().schema());
    diff.comparisons()
        .forEach(comparison -> schemas.addAll(Scopes.schemas(comparison.difference().to())));
    Verification found =
        new Verification(
            database.session().facts().database(),
            diff,
            HealthReader.read(database.session(), schemas),
            Optional.empty(),
            Optional.empty());
    if (found.missing().isEmpty() && found.different().isEmpty()) {
      return found;
    }
    Optional<String> stands = stands(sources, diff);
    boolean recorded = stands.isPresent() && isRecorded(stands.get(), sources.orElseThrow());
    return new Verification(
        found.database(),
        diff,
        found.health(),
        stands.filter(target -> !recorded),
        sources.filter(files -> recorded && !files.repeatables().isEmpty()).map(files -> again()));
  }

  /** Then the revisions made all that they should, and what differs is of a repeatable script. */
  private boolean isRecorded(String target, Sources sources) {
    DatabaseState state = DatabaseState.read(database.session(), database.store(), sources);
    Set<String> tips =
        Standing.of(state).tips().stream().map(tip -> tip.id().value()).collect(Collectors.toSet());
    return tips.equals(Set.of(target.split(",")));
  }

  private String again() {
    return database.store().forgetRepeatables().strip();
  }

  /** A database that is not as its record says may be just as another revision makes it. */
  private Optional<String> stands(Optional<Sources> sources, Diff.Result diff) {
    boolean byRecord =
        diff.comparisons().stream()
            .anyMatch(one -> one.against() == Comparison.Against.REVISIONS && !one.isEmpty());
    return byRecord
        ? sources.flatMap(files -> new Whereabouts(database, files).find(scratch))
        : Optional.empty();
  }
}
