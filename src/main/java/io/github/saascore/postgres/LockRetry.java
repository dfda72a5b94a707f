package io.github.saascore.postgres;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.script.Statement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * Decides how long to pause before a rolled-back transaction is tried again, and when to stop.
 *
 * <p>The pauses double from half a second to 8 seconds, each with up to half of it added by chance,
 * so that two builds do not meet again and again. It never ends with a try without a limit.
 */
final class LockRetry {
  private static final long FIRST_MS = 500;
  private static final long LONGEST_MS = 8_000;
  private static final long FOR_BUILD_MS = 200;

  private final Session session;
  private final SessionOptions options;
  private final Blockers blockers;
  private final Iterable<Statement> statements;
  private final Consumer<String> progress;
  private final long start = System.nanoTime();
  private int failures;
  private boolean told;

  /**
   * Makes the decision for one piece of work.
   *
   * @param statements what runs, for naming the sessions that are in its way
   */
  LockRetry(Session session, Consumer<String> progress, Iterable<Statement> statements) {
    this.session = session;
    this.options = session.options();
    this.blockers = new Blockers(session);
    this.progress = progress;
    this.statements = statements;
  }

  /**
   * Pauses after a statement could not get a lock in time, and tells who holds it. The transaction
   * must be rolled back: it is asked for on the same connection.
   *
   * @throws SaascoreException LOCKED when the tries are used up
   */
  void pauseForLock(SQLException cause) {
    failures++;
    List<String> exact = blockers.of(statements, "waits for", 0);
    List<String> holders = exact.isEmpty() ? Blockers.candidates(session) : exact;
    if (failures > options.lockRetries()) {
      throw gaveUp(SqlProblems.of(cause), holders, cause);
    }
    long pause = Math.min(LONGEST_MS, FIRST_MS << Math.min(failures - 1, 10));
    pause += ThreadLocalRandom.current().nextLong(pause / 2);
    String who = holders.isEmpty() ? "another session held a lock" : String.join("; ", holders);
    progress.accept(
        "%s; rolled back, trying again in %.1f s (%d of %d)"
            .formatted(who, pause / 1000.0, failures, options.lockRetries()));
    sleep(pause);
  }

  private SaascoreException gaveUp(Problem problem, List<String> holders, SQLException cause) {
    StringBuilder reason = new StringBuilder(problem.reason().orElse(""));
    holders.forEach(holder -> reason.append('\n').append(holder));
    reason.append("\ngave up after ").append(failures).append(" tries");
    return new SaascoreException(problem.because(reason.toString()), cause);
  }

  /**
   * Pauses while another build holds the lock of the database behind a transaction pooler.
   *
   * @throws SaascoreException LOCKED when the wait is over
   */
  void pauseForBuild() {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    if (elapsed.compareTo(options.lockWait()) >= 0) {
      throw Problem.of(
              Code.LOCKED,
              "another build is still working on this database after " + elapsed.toSeconds() + " s")
          .hint("let it finish and run this again, or wait longer: -Dsaascore.lockWait=15m")
          .asException();
    }
    if (!told) {
      progress.accept("waiting for another build that works on this database");
      told = true;
    }
    sleep(FOR_BUILD_MS + ThreadLocalRandom.current().nextLong(FOR_BUILD_MS));
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(Code.LOCKED, "interrupted while waiting for a lock")
          .hint("the transaction was rolled back; run the same goal again")
          .asException();
    }
  }
}
