package io.github.saascore.engine;

import io.github.saascore.postgres.BuildLock;
import io.github.saascore.postgres.Collateral;
import io.github.saascore.postgres.DropGuard;
import io.github.saascore.postgres.DropMark;
import io.github.saascore.postgres.DropScript;
import io.github.saascore.postgres.DroppableObject;
import io.github.saascore.postgres.LockHolders;
import io.github.saascore.postgres.ObjectAddress;
import io.github.saascore.postgres.ObjectKind;
import io.github.saascore.postgres.Obstacle;
import io.github.saascore.postgres.Session;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** One run of a plan: sends batches, divides them, waits, and remembers what failed. */
final class DropRun {
  /** After so many refusals without one success the rest is not tried any more. */
  private static final int HOPELESS = 25;

  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private final Session session;
  private final DropPlan plan;
  private final DropOptions options;
  private final DropListener listener;
  private final DropGuard guard;
  private final Deque<DropBatch> pending;
  private final Optional<String> lock;
  private final Map<ObjectAddress, Obstacle> failures = new HashMap<>();
  private int attempt;
  private int done;
  private int transactions;
  private int halvings;
  private int retries;

  /**
   * Makes a run.
   *
   * @param lock the expression that takes the lock of the database for one transaction, where none
   *     is held for the whole run
   */
  DropRun(
      Session session,
      DropPlan plan,
      DropOptions options,
      DropListener listener,
      Optional<String> lock) {
    this.session = session;
    this.lock = lock;
    this.plan = plan;
    this.options = options;
    this.listener = listener;
    this.guard =
        DropGuard.of(plan.objects(), options.allowCollateral() ? plan.collateral() : List.of());
    this.pending = new ArrayDeque<>(plan.batches());
  }

  /** Sends every batch; returns when each of its objects is gone or has failed alone. */
  void run() throws SQLException {
    int total = plan.objects().size();
    while (!pending.isEmpty()) {
      DropBatch batch = pending.removeFirst();
      try {
        session.send(
            DropScript.message(
                batch.objects(),
                guard,
                options.lockTimeout(),
                lock,
                options.keep(),
                carriers(batch),
                unchanged()));
        transactions++;
        attempt = 0;
        done += batch.size();
        listener.dropped(batch, done, total);
      } catch (SQLException error) {
        rollBack(error);
        recover(batch, error);
      }
    }
  }

  /** What goes into the trash has dependencies of its own; a failed attempt is not counted. */
  private Optional<String> unchanged() {
    return options.keep()
        ? Optional.empty()
        : plan.moment().map(moment -> moment.unchanged(transactions));
  }

  /** Only the first transaction that is committed sets the mark of a drop that is under way. */
  private List<DroppableObject> carriers(DropBatch batch) {
    if (transactions > 0) {
      return List.of();
    }
    List<DroppableObject> carriers = new ArrayList<>(DropMark.carriers(plan.objects()));
    carriers.removeAll(batch.objects());
    return carriers;
  }

  Map<ObjectAddress, Obstacle> failures() {
    return failures;
  }

  int transactions() {
    return transactions;
  }

  int halvings() {
    return halvings;
  }

  int retries() {
    return retries;
  }

  private void rollBack(SQLException error) throws SQLException {
    try {
      session.send("ROLLBACK");
    } catch (SQLException second) {
      error.addSuppressed(second);
      throw error;
    }
  }

  private void recover(DropBatch batch, SQLException error) throws SQLException {
    Optional<String> unplanned = DropGuard.failure(error);
    if (unplanned.isPresent()) {
      throw changed(unplanned.get());
    }
    switch (String.valueOf(error.getSQLState())) {
      case "55P03", "40P01", DropScript.LOCK_TAKEN -> waitAndRetry(batch, error);
      case "42P01" -> withoutTheGone(batch, error);
      default -> divide(batch, error);
    }
  }

  /** A table of the batch went with an earlier one, or by another session: the rest remains. */
  private void withoutTheGone(DropBatch batch, SQLException error) throws SQLException {
    List<DroppableObject> present = DropGuard.present(session.connection(), batch.objects());
    if (present.size() == batch.size()) {
      divide(batch, error);
    } else if (!present.isEmpty()) {
      pending.addFirst(new DropBatch(present));
    }
  }

  private void waitAndRetry(DropBatch batch, SQLException error) {
    attempt++;
    boolean build = DropScript.LOCK_TAKEN.equals(error.getSQLState());
    List<String> holders =
        build
            ? List.of("waiting for " + new BuildLock(session).holder())
            : LockHolders.of(session, touched(batch));
    if (attempt > options.lockRetries()) {
      String what = build ? "another build works on this database" : locked(batch);
      throw Problem.of(Code.LOCKED, what)
          .at(plan.server() + "/" + plan.database())
          .because((error.getMessage() + "\n" + String.join("\n", holders)).strip())
          .hint(
              done
                  + " objects are dropped; end that session and run the same command again,"
                  + " or raise -Dsaascore.lockRetries")
          .asException();
    }
    retries++;
    listener.waiting(
        batch, holders.isEmpty() ? error.getMessage() : String.join("; ", holders), attempt);
    pause();
    pending.addFirst(batch);
  }

  private Set<ObjectAddress> touched(DropBatch batch) {
    Set<ObjectAddress> touched = new HashSet<>();
    batch.objects().forEach(object -> touched.add(object.address()));
    plan.collateral().forEach(collateral -> touched.add(collateral.host()));
    return touched;
  }

  /** Doubles from 0.2 s, with jitter, so that two sessions do not meet again at once. */
  private void pause() {
    long longest = Math.min(LONGEST_PAUSE_MILLIS, 200L << Math.min(attempt, 8));
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(longest / 2, longest));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw Problem.of(Code.LOCKED, "interrupted while waiting for a lock")
          .at(plan.server() + "/" + plan.database())
          .hint("run the same command again; " + done + " objects are dropped")
          .asException();
    }
  }

  private void divide(DropBatch batch, SQLException error) {
    if (batch.size() > 1) {
      if (tooManyLocks(error)) {
        halvings++;
        halveAll(batch);
      } else {
        List<DropBatch> halves = batch.halves();
        pending.addFirst(halves.get(1));
        pending.addFirst(halves.get(0));
      }
      return;
    }
    DroppableObject object = batch.objects().get(0);
    if (options.keep() && object.kind() == ObjectKind.TABLE) {
      // What comes later, such as its types, would take columns of it that nobody has kept.
      throw DropCascade.failed("unable to drop " + object.text() + " and keep its rows", error);
    }
    failures.put(object.address(), refusal(object, error));
    if (transactions == 0 && failures.size() >= Math.min(HOPELESS, plan.objects().size())) {
      throw Problem.of(Code.NOT_DROPPED, "the server refuses every drop; nothing is changed")
          .at(plan.server() + "/" + plan.database())
          .because(message(error))
          .hint("an event trigger of a superuser can do this: SELECT * FROM pg_event_trigger")
          .asException();
    }
  }

  /** What did not fit will not fit a moment later either: all the rest goes in smaller batches. */
  private void halveAll(DropBatch batch) {
    int most = Math.max(1, batch.size() / 2);
    List<DropBatch> rest = List.copyOf(pending);
    pending.clear();
    pending.addAll(batch.halves());
    for (DropBatch other : rest) {
      if (other.size() > most) {
        pending.addAll(other.halves());
      } else {
        pending.add(other);
      }
    }
  }

  private static boolean tooManyLocks(SQLException error) {
    return "53200".equals(error.getSQLState());
  }

  private Obstacle refusal(DroppableObject object, SQLException error) {
    String mend =
        switch (String.valueOf(error.getSQLState())) {
          case "53200" -> "raise max_locks_per_transaction and restart the server";
          case "42501" -> "GRANT \"" + object.owner() + "\" TO \"" + plan.role() + "\";";
          default -> new DropBatch(List.of(object)).sql();
        };
    return new Obstacle(message(error), Optional.of(mend));
  }

  private static String message(SQLException error) {
    return error.getMessage() + " (SQLSTATE " + error.getSQLState() + ")";
  }

  private static String locked(DropBatch batch) {
    String text = "another session holds a lock on " + batch.objects().get(0).text();
    return batch.size() == 1 ? text : text + " or one of " + (batch.size() - 1) + " others";
  }

  private RuntimeException changed(String names) {
    String agreed =
        plan.collateral().stream().map(Collateral::identity).findFirst().isPresent()
            ? " and was not in the collateral you agreed to"
            : "";
    return Problem.of(Code.COLLATERAL, "the database changed while it was dropped")
        .at(plan.server() + "/" + plan.database())
        .because("this came up after the plan was made" + agreed + ": " + names)
        .hint(
            "nothing of it is touched; run the same command again to plan anew, "
                + done
                + " objects are dropped")
        .asException();
  }
}
