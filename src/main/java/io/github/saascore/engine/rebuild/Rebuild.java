package io.github.saascore.engine.rebuild;

import io.github.saascore.engine.Confirmation;
import io.github.saascore.engine.Database;
import io.github.saascore.engine.DropBatch;
import io.github.saascore.engine.DropCascade;
import io.github.saascore.engine.DropListener;
import io.github.saascore.engine.DropOptions;
import io.github.saascore.engine.DropPlan;
import io.github.saascore.engine.DropResult;
import io.github.saascore.engine.Event;
import io.github.saascore.engine.Replay;
import io.github.saascore.engine.Sources;
import io.github.saascore.engine.TransactionMode;
import io.github.saascore.engine.Upgrade;
import io.github.saascore.engine.drift.Ensure;
import io.github.saascore.engine.drift.EnsurePlan;
import io.github.saascore.engine.model.Model;
import io.github.saascore.engine.model.ModelSchema;
import io.github.saascore.engine.scratch.ScratchDatabase;
import io.github.saascore.engine.scratch.ScratchSource;
import io.github.saascore.engine.verify.Verification;
import io.github.saascore.engine.verify.Verify;
import io.github.saascore.postgres.BuildLock;
import io.github.saascore.postgres.Existing;
import io.github.saascore.postgres.Quote;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.revision.Target;
import io.github.saascore.script.Body;
import io.github.saascore.script.StatementShape.Creation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes a development database anew: drops what is in it, applies all revisions and the repeatable
 * scripts with the initial data, and compares what came out with what should have.
 */
public final class Rebuild {
  private final Sources sources;
  private final ScratchSource scratch;
  private final Options options;
  private final Map<String, Boolean> made;
  private final DropCascade drop;

  /**
   * Makes a rebuild.
   *
   * @param sources the files
   * @param scratch lends what the result is compared with
   */
  public Rebuild(Sources sources, ScratchSource scratch, Options options) {
    this.sources = sources;
    this.scratch = scratch;
    this.options = options;
    this.made = made(sources);
    this.drop = dropping(options.drop());
  }

  /**
   * How to rebuild.
   *
   * @param schemas what to empty, by plain names; none means the schema of the session
   * @param drop how the drop behaves
   * @param word the user's word that the data may be lost
   * @param model what the schema is wanted to be, if anything says so
   * @param fallback whether the model's tables are made where a revision fails
   */
  public record Options(
      List<String> schemas,
      DropOptions drop,
      Confirmation word,
      Optional<Model> model,
      boolean fallback) {
    /** Copies the list. */
    public Options {
      schemas = List.copyOf(schemas);
    }
  }

  /**
   * What a rebuild did.
   *
   * @param plan what was planned
   * @param dropped what went; empty where the database was made new
   * @param upgraded what was applied; empty where the model's tables were made instead
   * @param fallback why, and what was made then
   * @param verification the result beside what it should be
   */
  public record Result(
      RebuildPlan plan,
      Optional<DropResult> dropped,
      Optional<Upgrade.Result> upgraded,
      Optional<Fallback> fallback,
      Verification verification) {}

  /**
   * The tables straight from the model.
   *
   * @param failure why a revision failed
   * @param ensured what was made
   * @param repeated the repeatable scripts that ran then
   */
  public record Fallback(Problem failure, EnsurePlan ensured, List<String> repeated) {
    /** Copies the list. */
    public Fallback {
      repeated = List.copyOf(repeated);
    }
  }

  /**
   * Returns what would be done; nothing is changed.
   *
   * @throws SaascoreException if a schema is missing or belongs to the system
   */
  public RebuildPlan plan(Database database) {
    DropPlan dropped = drop.plan(database, schemas(database));
    return RebuildPlan.of(dropped.database(), Optional.of(dropped), sources, options);
  }

  /** What a revision makes may not be there yet; any other schema has to be. */
  private List<String> schemas(Database database) {
    if (options.schemas().isEmpty()) {
      return List.of(database.session().facts().schema());
    }
    Set<String> there = Set.copyOf(drop.existing(database, options.schemas()));
    return options.schemas().stream()
        .filter(name -> there.contains(name) || !made.containsKey(name))
        .toList();
  }

  /**
   * A schema that a revision makes goes, or it would be in the way; not the one of our tables, nor
   * one that may be there.
   */
  private DropCascade dropping(DropOptions how) {
    return new DropCascade(
        how.withGoal("rebuild")
            .withSchemas(
                options.schemas().stream()
                    .skip(1)
                    .filter(name -> !made.getOrDefault(name, true))
                    .toList()));
  }

  /** Returns the plain names of the schemas that revisions make, and whether each may be there. */
  private static Map<String, Boolean> made(Sources sources) {
    return sources.files().values().stream()
        .flatMap(
            file ->
                file.upgrade() instanceof Body.Sql sql ? sql.statements().stream() : Stream.of())
        .flatMap(statement -> statement.shape().creates().stream())
        .filter(creation -> creation.kind().equals("schema"))
        .filter(creation -> creation.name().isPresent())
        .collect(
            Collectors.toMap(
                creation -> Quote.plain(creation.name().orElseThrow()),
                Creation::tolerant,
                Boolean::logicalAnd));
  }

  /**
   * Does what was planned, as one: no other build works on the database from the drop to the end of
   * the comparison. What another one changed since the plan was made is planned anew.
   *
   * @throws SaascoreException PROTECTED, CONFIRM and COLLATERAL before anything is dropped;
   *     NOT_DROPPED where something would be in the way; what an upgrade ends with, unless there is
   *     a fallback
   */
  public Result run(Database database, RebuildPlan plan, DropListener listener) {
    plan.drop().ifPresent(what -> drop.agree(database, what, options.word()));
    try (BuildLock lock = database.lock()) {
      lock.acquire(database::waiting);
      return underLock(database, plan.creates() ? plan : plan(database), listener);
    }
  }

  private Result underLock(Database database, RebuildPlan plan, DropListener listener) {
    Optional<DropResult> dropped =
        plan.drop().map(what -> drop.run(database, what, options.word(), listener));
    dropped.ifPresent(Rebuild::requireComplete);
    database.session().lookAgain();
    try {
      Upgrade.Result upgraded = new Upgrade(database, sources, upgrade()).run();
      return new Result(
          plan,
          dropped,
          Optional.of(upgraded),
          Optional.empty(),
          verification(database, Optional.of(sources)));
    } catch (SaascoreException e) {
      if (!plan.fallback() || e.problem().code().isOutside()) {
        throw hinted(e, plan);
      }
      database.listener().accept(new Event.Matched("a revision fails: " + e.problem().summary()));
      return new Result(
          plan,
          dropped,
          Optional.empty(),
          Optional.of(fallback(database, plan, e.problem(), listener)),
          verification(database, Optional.empty()));
    }
  }

  private static Upgrade.Options upgrade() {
    return new Upgrade.Options(
        List.of(Target.parse(Target.HEADS)), Existing.FAIL, TransactionMode.REVISION);
  }

  private static void requireComplete(DropResult dropped) {
    if (dropped.isIncomplete()) {
      throw Problem.of(Code.NOT_DROPPED, "not everything could be dropped")
          .because("what is left is in the way of what would be made: " + dropped.left().get(0))
          .hint("mvn saascore:drop-cascade -Dsaascore.dryRun names each with its reason")
          .asException();
    }
  }

  /** What exists after everything was dropped is in a schema that was not. */
  private static SaascoreException hinted(SaascoreException e, RebuildPlan plan) {
    if (e.problems().size() > 1) {
      return e;
    }
    Problem problem = e.problem();
    if (plan.drop().filter(drop -> !drop.isEmpty()).isPresent()) {
      String lines = problem.reason().map(reason -> reason + "\n").orElse("");
      problem = problem.because(lines + "what was there before this rebuild is dropped");
    }
    if (problem.code() == Code.EXISTS) {
      problem =
          problem.hint(
              "the revisions make it in a schema that was not emptied; name all of them:"
                  + " mvn saascore:rebuild -Dsaascore.schema=public,... -Dsaascore.confirm="
                  + Quote.shell(plan.database()));
    }
    return new SaascoreException(problem, e);
  }

  private Fallback fallback(
      Database database, RebuildPlan plan, Problem failure, DropListener listener) {
    Model model = options.model().orElseThrow();
    // What the first revisions made is not what the model says: it begins from nothing too.
    Confirmation agreed = new Confirmation(Optional.of(plan.database()));
    DropCascade second = dropping(options.drop().withTrash(false));
    requireComplete(
        second.run(database, second.plan(database, schemas(database)), agreed, again(listener)));
    ModelSchema wanted =
        scratch.lend(
            maker -> {
              try (ScratchDatabase empty = maker.open()) {
                return ModelSchema.make(model, empty);
              }
            });
    database.session().lookAgain();
    EnsurePlan ensured = new Ensure(database, wanted).run();
    try (Replay replay = new Replay(database, sources)) {
      replay.repeatables(sources);
    }
    forgetRepeatables(database);
    return new Fallback(failure, ensured, plan.repeatables());
  }

  /** What is dropped the second time is worth nothing: it is no begin of anything. */
  private static DropListener again(DropListener listener) {
    return new DropListener() {
      @Override
      public void dropped(DropBatch batch, int done, int total) {
        listener.dropped(batch, done, total);
      }

      @Override
      public void waiting(DropBatch batch, String reason, int attempt) {
        listener.waiting(batch, reason, attempt);
      }
    };
  }

  /** They ran, but not on what the revisions make: an upgrade has to run them again. */
  private static void forgetRepeatables(Database database) {
    try (BuildLock lock = database.lock()) {
      lock.acquire(database::waiting);
      database.runner(lock, Existing.FAIL).ours("rebuild", database.store().forgetRepeatables());
    }
  }

  /** Where no revision is applied, only the model says what should be there. */
  private Verification verification(Database database, Optional<Sources> applied) {
    database.session().lookAgain();
    return scratch.lend(maker -> new Verify(database, maker).run(applied, options.model()));
  }
}
