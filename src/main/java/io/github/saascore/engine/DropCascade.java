package io.github.saascore.engine;

import io.github.saascore.postgres.BuildLock;
import io.github.saascore.postgres.CatalogMoment;
import io.github.saascore.postgres.CatalogSnapshot;
import io.github.saascore.postgres.Collateral;
import io.github.saascore.postgres.DropGuard;
import io.github.saascore.postgres.DropInventory;
import io.github.saascore.postgres.DropInventoryReader;
import io.github.saascore.postgres.DroppableObject;
import io.github.saascore.postgres.LockHolders;
import io.github.saascore.postgres.ObjectAddress;
import io.github.saascore.postgres.Obstacle;
import io.github.saascore.postgres.Reread;
import io.github.saascore.postgres.RowCounts;
import io.github.saascore.postgres.Session;
import io.github.saascore.postgres.SqlProblems;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Empties schemas as a plain owner of the database: no superuser, no {@code
 * session_replication_role}, no DROP SCHEMA CASCADE.
 *
 * <p>DROP SCHEMA CASCADE would take extensions that the role may not create again, fails beyond
 * about a thousand tables, and removes objects of other schemas in silence. This drop names every
 * object, in transactions that fit the server's lock table, and can be interrupted and run again.
 */
public final class DropCascade {
  /**
   * The part of the guaranteed lock table that one transaction takes, in percent. The server sets
   * aside about twice what it guarantees, so that other sessions keep their share; where they do
   * not, the batch is divided.
   */
  private static final long LOCK_SHARE = 75;

  private static final Duration LONGEST_COUNT = Duration.ofSeconds(30);

  private final DropOptions options;

  /** Makes a drop with these options. */
  public DropCascade(DropOptions options) {
    this.options = options;
  }

  /**
   * Plans the drop of everything in some schemas; changes nothing.
   *
   * @param schemas plain names, without quotes
   * @throws SaascoreException if a schema is missing or belongs to the system, or if the database
   *     fails
   */
  public DropPlan plan(Database database, List<String> schemas) {
    Session session = database.session();
    try {
      return Reread.of(session.connection(), () -> read(session, schemas));
    } catch (SQLException error) {
      throw failed("unable to read what the schemas hold", error);
    }
  }

  private DropPlan read(Session session, List<String> schemas) throws SQLException {
    Connection connection = session.connection();
    try (CatalogSnapshot snapshot = CatalogSnapshot.open(connection)) {
      DropInventory inventory = inventory(snapshot.connection(), schemas);
      List<DroppableObject> going =
          inventory.objects().stream().filter(object -> object.obstacle().isEmpty()).toList();
      List<Collateral> collateral = DropGuard.of(going, List.of()).collateral(connection, going);
      return new DropPlan(
          inventory.server(),
          inventory.database(),
          inventory.role(),
          schemas,
          DropBatch.pack(going, Math.max(1, inventory.lockCapacity() * LOCK_SHARE / 100)),
          inventory.objects().stream().filter(object -> object.obstacle().isPresent()).toList(),
          collateral,
          flags(schemas, session.facts().schema()),
          CatalogMoment.of(snapshot.connection()));
    }
  }

  /** Returns those of the schemas that exist, in the given order. */
  public List<String> existing(Database database, List<String> schemas) {
    try {
      return DropInventoryReader.existing(database.session().connection(), schemas);
    } catch (SQLException error) {
      throw failed("unable to read which schemas there are", error);
    }
  }

  /** A command that is pasted must not empty another schema than the one that was shown. */
  private List<String> flags(List<String> schemas, String home) {
    List<String> flags = new ArrayList<>();
    if (!schemas.equals(List.of(home))) {
      flags.add("-Dsaascore.schema=" + String.join(",", schemas));
    }
    if (options.goal().equals(DropOptions.DEFAULTS.goal()) && !options.going().isEmpty()) {
      flags.add("-Dsaascore.dropSchemas=true");
    }
    if (options.keep()) {
      flags.add(DropPlan.KEEP);
    }
    return flags;
  }

  /**
   * Runs a plan: drops its objects and nothing else, while no other build works on the database;
   * one that had to be waited for may have changed it, and then the plan is made again.
   *
   * @param confirmation the name of the database as the user typed it
   * @throws SaascoreException CONFIRM if the confirmation does not name the database; PROTECTED,
   *     whatever was confirmed; COLLATERAL if more would be lost than planned or agreed to; LOCKED
   *     if another session holds a lock for too long; NOT_DROPPED if the server refuses everything
   */
  public DropResult run(
      Database database, DropPlan plan, Optional<String> confirmation, DropListener listener) {
    return run(database, plan, new Confirmation(confirmation), listener);
  }

  /** Runs a plan as the other method does, with a word that may be a token. */
  public DropResult run(
      Database database, DropPlan plan, Confirmation confirmation, DropListener listener) {
    Session session = database.session();
    agree(database, plan, confirmation);
    try (BuildLock lock = database.lock()) {
      boolean waited = lock.acquire(database::waiting);
      Protection.requireUnprotected(database, options.goal());
      DropPlan now = waited ? plan(database, plan.schemas()) : plan;
      if (waited) {
        confirm(session, now, confirmation);
      }
      DropConfirmation.requireCollateral(now, options.allowCollateral(), options.goal());
      listener.starting(now);
      session.onWait(database::waiting);
      List<ObjectAddress> objects = now.objects().stream().map(DroppableObject::address).toList();
      LockHolders.ahead(session, objects)
          .forEach(holder -> database.waiting("will queue behind others: " + holder));
      return run(session, now, listener, lock.inTransaction());
    }
  }

  /**
   * Refuses what a run would refuse before it waits for other builds.
   *
   * @throws SaascoreException READ_ONLY, PROTECTED, or CONFIRM
   */
  public void agree(Database database, DropPlan plan, Confirmation confirmation) {
    database.requireWritable();
    Protection.requireUnprotected(database, options.goal());
    confirm(database.session(), plan, confirmation);
  }

  private void confirm(Session session, DropPlan plan, Confirmation confirmation) {
    if (!plan.isEmpty()) {
      confirmation.require(question(session, plan, confirmation));
    }
  }

  /**
   * Returns the command that runs a plan, with the word for it.
   *
   * @param confirmation says which word that has to be
   */
  public String command(Database database, DropPlan plan, Confirmation confirmation) {
    Confirmation.Question question =
        confirmation.with() == Confirmation.With.TOKEN
            ? question(database.session(), plan, confirmation)
            : DropConfirmation.question(plan, Map.of(), options.goal());
    return confirmation.command(question);
  }

  /** Rows are counted only where the count is shown, or is a part of the token. */
  private Confirmation.Question question(
      Session session, DropPlan plan, Confirmation confirmation) {
    boolean token = confirmation.with() == Confirmation.With.TOKEN;
    List<DroppableObject> counted =
        token
            ? DropConfirmation.tables(plan)
            : confirmation.word().equals(Optional.of(plan.database()))
                ? List.of()
                : DropConfirmation.largest(plan);
    try {
      return DropConfirmation.question(
          plan, RowCounts.of(session.connection(), counted, LONGEST_COUNT), options.goal());
    } catch (SQLException error) {
      throw failed("unable to count what would be dropped", error);
    }
  }

  private DropResult run(
      Session session, DropPlan plan, DropListener listener, Optional<String> lock) {
    DropRun run = new DropRun(session, plan, options, listener, lock);
    try {
      run.run();
      try (CatalogSnapshot snapshot = CatalogSnapshot.open(session.connection())) {
        List<String> existing = DropInventoryReader.existing(snapshot.connection(), plan.schemas());
        return result(plan, run, inventory(snapshot.connection(), existing));
      }
    } catch (SQLException error) {
      throw failed("unable to drop", error);
    }
  }

  private DropInventory inventory(Connection connection, List<String> schemas) throws SQLException {
    return new DropInventoryReader(connection, schemas, options.going()).read();
  }

  private static DropResult result(DropPlan plan, DropRun run, DropInventory now) {
    Set<ObjectAddress> planned = new HashSet<>();
    plan.objects().forEach(object -> planned.add(object.address()));
    Set<ObjectAddress> present = new HashSet<>();
    now.objects().forEach(object -> present.add(object.address()));
    List<DroppableObject> gone =
        plan.objects().stream().filter(object -> !present.contains(object.address())).toList();
    List<DroppableObject> left =
        now.objects().stream().map(object -> reasoned(object, run.failures(), planned)).toList();
    return new DropResult(
        DropPlan.counts(gone),
        left,
        plan.collateral(),
        run.transactions(),
        run.halvings(),
        run.retries());
  }

  private static DroppableObject reasoned(
      DroppableObject object, Map<ObjectAddress, Obstacle> failures, Set<ObjectAddress> planned) {
    Obstacle failure = failures.get(object.address());
    if (failure != null) {
      return object.withObstacle(failure);
    }
    if (object.obstacle().isPresent()) {
      return object;
    }
    String reason =
        planned.contains(object.address())
            ? "it was renamed or moved after the plan was made"
            : "it appeared after the plan was made";
    return object.withObstacle(new Obstacle(reason, Optional.of("mvn saascore:drop-cascade")));
  }

  static SaascoreException failed(String summary, SQLException error) {
    Problem found = SqlProblems.of(error);
    Problem problem =
        new Problem(
            found.code(),
            summary + ": " + found.summary(),
            found.where(),
            found.reason(),
            found.hint());
    boolean lost = found.code() == Code.CONNECTION_LOST && !SqlProblems.fromPooler(error);
    return new SaascoreException(
        lost ? problem.hint("run the same command again: it goes on with what is left") : problem,
        error);
  }
}
