package io.github.saascore.engine.drift;

import io.github.saascore.engine.Database;
import io.github.saascore.engine.model.ModelSchema;
import io.github.saascore.engine.scratch.Scopes;
import io.github.saascore.postgres.BuildLock;
import io.github.saascore.postgres.Existing;
import io.github.saascore.postgres.Unit;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.schema.Difference;
import io.github.saascore.schema.DifferenceOptions;
import io.github.saascore.schema.Snapshot;
import java.util.Optional;
import java.util.Set;

/**
 * Creates in a database what a model has and it lacks, parents before children, in one transaction
 * under the build lock. What is there stays as it is, even where it differs.
 *
 * <p>Objects in schemas that the model does not name are not looked at.
 */
public final class Ensure {
  /** How often to plan anew when somebody else creates the same at the same time. */
  private static final int MOST_PLANS = 10;

  private final Database database;
  private final ModelSchema wanted;

  /** Prepares to bring a database and a model together. */
  public Ensure(Database database, ModelSchema wanted) {
    this.database = database;
    this.wanted = wanted;
  }

  /**
   * Returns what would be created, and creates nothing.
   *
   * @throws SaascoreException BY_HAND for what no script can create; SCRATCH where the model was
   *     made on another major version
   */
  public EnsurePlan plan() {
    SameMajor.require(database, wanted.snapshot().major());
    Set<String> schemas = Diff.schemas(database, wanted.snapshot());
    Snapshot actual = DatabaseSchema.read(database, schemas, wanted.snapshot()).snapshot();
    Difference difference =
        Difference.between(
            actual,
            Scopes.within(wanted.beside(actual), schemas),
            DifferenceOptions.definitions().onlyAdditions());
    Refusals.require(difference, "model " + wanted.model().name());
    return EnsurePlan.of(difference);
  }

  /**
   * Creates what is missing.
   *
   * @return what was created, and what differs and stayed
   * @throws SaascoreException as {@link #plan()}, or when the server refuses; then nothing was
   *     created
   */
  public EnsurePlan run() {
    EnsurePlan plan = plan();
    if (plan.isNothing()) {
      return plan;
    }
    database.requireWritable();
    try (BuildLock lock = database.lock()) {
      lock.acquire(database::waiting);
      return create(lock, MOST_PLANS);
    }
  }

  /** Sessions that are not ours, or builds behind a pooler, can create the same meanwhile. */
  private EnsurePlan create(BuildLock lock, int tries) {
    EnsurePlan plan = plan();
    if (plan.isNothing()) {
      return plan;
    }
    try {
      database.runner(lock, Existing.FAIL).run(unit(plan));
      return plan;
    } catch (SaascoreException e) {
      if (e.problem().code() == Code.EXISTS && tries > 1) {
        return create(lock, tries - 1);
      }
      throw e;
    }
  }

  private Unit unit(EnsurePlan plan) {
    boolean logs = database.session().facts().storeExists();
    String model = wanted.model().name();
    return new Unit(
        "ensure",
        "model " + model,
        Optional.empty(),
        Optional.empty(),
        new Unit.Script(plan.statements()),
        elapsed -> logs ? database.store().event("ensure", model, elapsed) : "",
        Optional.empty());
  }
}
