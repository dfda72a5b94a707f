package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.testing.TestDatabase;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A run in a thread of its own, which something is about to happen to. */
final class FaultRun implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** What a run may say when its connection fails: at its begin, or later. */
  private static final Set<Code> LOST =
      EnumSet.of(Code.CONNECTION_LOST, Code.CONNECTION_REFUSED, Code.CONNECTION_TIMEOUT);

  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Future<?> future;

  FaultRun(Callable<?> run) {
    future = thread.submit(run);
  }

  Future<?> future() {
    return future;
  }

  /** Waits for the end, and returns the problem it ended with, if it did not end well. */
  Optional<Problem> problem() throws InterruptedException, TimeoutException {
    try {
      future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return Optional.empty();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SaascoreException known) {
        return Optional.of(known.problem());
      }
      throw new AssertionError("a run must end with words for its user", e.getCause());
    }
  }

  /** Waits for the end, and checks that a user who reads of a lost connection knows what to do. */
  Optional<Problem> lost() throws InterruptedException, TimeoutException {
    Optional<Problem> problem = problem();
    problem.ifPresent(
        it -> {
          assertThat(LOST).as(it.text()).contains(it.code());
          assertThat(it.hint()).as(it.text()).isPresent();
          assertThat(it.text()).doesNotContain("nothing of this run was kept");
        });
    return problem;
  }

  /** Waits until the server has ended every session of a build. */
  static void awaitNoBuilds(TestDatabase db) throws InterruptedException {
    await(
        db,
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            + " AND application_name LIKE 'saascore%' AND pid <> pg_backend_pid()",
        "0");
  }

  /** Waits until a query finds a value. */
  static void await(TestDatabase db, String sql, String value) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!db.one(sql).equals(value)) {
      assertThat(System.nanoTime()).as("waited too long for %s", sql).isLessThan(end);
      Thread.sleep(20);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
