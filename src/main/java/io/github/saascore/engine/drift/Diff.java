package io.github.saascore.engine.drift;

import io.github.saascore.engine.Database;
import io.github.saascore.engine.DatabaseState;
import io.github.saascore.engine.Sources;
import io.github.saascore.engine.model.Model;
import io.github.saascore.engine.model.ModelSchema;
import io.github.saascore.engine.scratch.Scopes;
import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.engine.scratch.ScratchDatabase;
import io.github.saascore.postgres.Store;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.schema.Difference;
import io.github.saascore.schema.DifferenceOptions;
import io.github.saascore.schema.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares a database with what its applied revisions should have made, and with the model. Nothing
 * is changed.
 *
 * <p>Only schemas count that the revisions or the model make, or make something in.
 */
public final class Diff {
  private final Database database;
  private final Scratch scratch;
  private final List<String> notes = new ArrayList<>();

  /** Makes a comparison of a database, with what a scratch database makes of definitions. */
  public Diff(Database database, Scratch scratch) {
    this.database = database;
    this.scratch = scratch;
  }

  /**
   * What differs.
   *
   * @param comparisons what the database was compared with; none when there is neither
   * @param notes what could not be compared, for people
   */
  public record Result(List<Comparison> comparisons, List<String> notes) {
    /** Copies the lists. */
    public Result {
      comparisons = List.copyOf(comparisons);
      notes = List.copyOf(notes);
    }

    /** Returns whether nothing differs. */
    public boolean isEmpty() {
      return comparisons.stream().allMatch(Comparison::isEmpty);
    }
  }

  /**
   * Compares.
   *
   * @param sources the files; none where the project has no migrations
   * @throws SaascoreException SCRATCH for a scratch server of another major version; what a replay
   *     or a model can meet
   */
  public Result run(Optional<Sources> sources, Optional<Model> model) {
    requireSameMajor();
    List<Comparison> comparisons = new ArrayList<>();
    sources.map(this::revisions).ifPresent(comparisons::add);
    model.map(this::model).ifPresent(comparisons::add);
    return new Result(comparisons, notes);
  }

  private Comparison revisions(Sources sources) {
    DatabaseState state = DatabaseState.read(database.session(), database.store(), sources);
    Map<String, String> ran =
        database.session().facts().storeExists()
            ? new Store(database.session(), database.store()).repeatables()
            : Map.of();
    AppliedHistory history = AppliedHistory.replay(scratch, state, ran);
    notes.addAll(history.notes());
    return compare(Comparison.Against.REVISIONS, "the applied revisions", history.snapshot());
  }

  private Comparison model(Model model) {
    try (ScratchDatabase empty = scratch.open()) {
      ModelSchema wanted = ModelSchema.make(model, empty);
      notes.addAll(model.notes());
      Snapshot actual = actual(wanted.snapshot());
      return compare(
          Comparison.Against.MODEL, "model " + model.name(), actual, wanted.beside(actual));
    }
  }

  private Comparison compare(Comparison.Against against, String name, Snapshot wanted) {
    return compare(against, name, actual(wanted), wanted);
  }

  private Comparison compare(
      Comparison.Against against, String name, Snapshot actual, Snapshot wanted) {
    Difference difference =
        Difference.between(
            actual, Scopes.within(wanted, schemas(wanted)), DifferenceOptions.definitions());
    return new Comparison(against, name, difference);
  }

  /** Reads the database as far as a wanted schema speaks of it. */
  private Snapshot actual(Snapshot wanted) {
    return DatabaseSchema.read(database, schemas(wanted), wanted);
  }

  private Set<String> schemas(Snapshot wanted) {
    Set<String> schemas = new TreeSet<>(Scopes.schemas(wanted));
    schemas.add(database.session().facts().schema());
    return schemas;
  }

  private void requireSameMajor() {
    int there = database.session().facts().versionNumber() / 10_000;
    int here = scratch.server().major();
    if (there != here) {
      throw Problem.of(
              Code.SCRATCH,
              "the database is PostgreSQL %d, the scratch server %d".formatted(there, here))
          .because("each major version writes definitions in its own way: all would differ")
          .hint("leave -Dsaascore.scratch out, or name a server of the same major version")
          .asException();
    }
  }
}
