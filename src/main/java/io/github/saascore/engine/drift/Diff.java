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
import io.github.saascore.revision.Problems;
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

    /**
     * Tells whether a comparison with the model found just what the one with the revisions did, so
     * that no migration is missing.
     */
    public boolean isRepeated(Comparison comparison) {
      return comparison.against() == Comparison.Against.MODEL
          && comparisons.stream()
              .filter(other -> other.against() == Comparison.Against.REVISIONS)
              .anyMatch(comparison::repeats);
    }

    /**
     * Refuses to go on when something differs.
     *
     * @param where the database as printed
     * @throws SaascoreException DRIFT with one problem for each comparison that is not repeated
     */
    public void requireEmpty(String where) {
      Problems problems = new Problems();
      comparisons.stream()
          .filter(comparison -> !comparison.isEmpty() && !isRepeated(comparison))
          .forEach(comparison -> problems.add(comparison.problem(where)));
      problems.throwIfAny();
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
    SameMajor.require(database, scratch.server().major());
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
    Set<String> schemas = schemas(database, history.snapshot());
    DatabaseSchema actual = DatabaseSchema.read(database, schemas, history.snapshot());
    notes.addAll(actual.notes());
    return compare(
        Comparison.Against.REVISIONS,
        "the applied revisions",
        actual.snapshot(),
        history.snapshot(),
        schemas);
  }

  private Comparison model(Model model) {
    try (ScratchDatabase empty = scratch.open()) {
      notes.addAll(model.notes());
      return model(database, ModelSchema.make(model, empty));
    }
  }

  /**
   * Compares a database with a model that was made already.
   *
   * @throws SaascoreException SCRATCH where it was made on another major version
   */
  public static Comparison model(Database database, ModelSchema wanted) {
    SameMajor.require(database, wanted.snapshot().major());
    Set<String> schemas = schemas(database, wanted.snapshot());
    Snapshot actual = DatabaseSchema.read(database, schemas, wanted.snapshot()).snapshot();
    String name = "model " + wanted.model().name();
    return compare(Comparison.Against.MODEL, name, actual, wanted.beside(actual), schemas);
  }

  private static Comparison compare(
      Comparison.Against against,
      String name,
      Snapshot actual,
      Snapshot wanted,
      Set<String> schemas) {
    return new Comparison(
        against,
        name,
        Difference.between(
            actual, Scopes.within(wanted, schemas), DifferenceOptions.definitions()));
  }

  /** Returns the schemas that a wanted schema speaks of, and the one that is worked in. */
  static Set<String> schemas(Database database, Snapshot wanted) {
    Set<String> schemas = new TreeSet<>(Scopes.schemas(wanted));
    schemas.add(database.session().facts().schema());
    return schemas;
  }
}
