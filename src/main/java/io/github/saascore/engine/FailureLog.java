package io.github.saascore.engine;

import io.github.saascore.postgres.Outcome;
import io.github.saascore.postgres.Runner;
import io.github.saascore.postgres.Unit;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Writes failures to the event log, and says in the error what the run had done before. */
final class FailureLog {
  private final Runner runner;
  private final String what;
  private final int of;
  private final Predicate<SaascoreException> again;

  /**
   * Makes a log for one kind of work.
   *
   * @param what the verb that is logged, for example {@code upgrade}
   * @param of how many pieces of work the run has
   */
  FailureLog(Runner runner, String what, int of) {
    this(runner, what, of, e -> false);
  }

  private FailureLog(Runner runner, String what, int of, Predicate<SaascoreException> again) {
    this.runner = runner;
    this.what = what;
    this.of = of;
    this.again = again;
  }

  /**
   * Returns a log for work that may be worth another try.
   *
   * @param mend tells for a failure whether the work, made anew, is; it is asked once a piece
   */
  FailureLog mending(Predicate<SaascoreException> mend) {
    return new FailureLog(runner, what, of, mend);
  }

  /**
   * Runs one unit.
   *
   * @param subject the revision or script
   * @param done how many pieces were done before
   * @param unit makes the unit
   * @throws SaascoreException the failure of the work, with what stays of the run added to it
   */
  Outcome run(String subject, int done, Supplier<Unit> unit) {
    return ahead(subject, done, () -> List.of(unit.get())).get(0);
  }

  /** Runs the first of these units, or the first few, as {@link #run} does with one. */
  List<Outcome> ahead(String subject, int done, Supplier<List<Unit>> next) {
    List<Unit> units = new ArrayList<>();
    return watch(
        units,
        subject,
        done,
        () -> {
          units.clear();
          units.addAll(next.get());
          return runner.ahead(units);
        });
  }

  /** Runs all units of a run in one transaction, as {@link #run} does with one. */
  List<Outcome> together(String subject, Supplier<List<Unit>> all) {
    List<Unit> units = new ArrayList<>();
    return watch(
        units,
        subject,
        0,
        () -> {
          units.clear();
          units.addAll(all.get());
          return runner.together(units);
        });
  }

  private <T> T watch(List<Unit> units, String subject, int done, Supplier<T> work) {
    try {
      return mended(work);
    } catch (SaascoreException e) {
      boolean lost = e.problem().code() == Code.CONNECTION_LOST;
      if (!lost) {
        runner.logFailure(what, subject, e.problem().text());
      }
      boolean whole = units.stream().noneMatch(unit -> unit.trail().isPresent());
      throw new SaascoreException(withTrace(e.problems(), stays(done, lost, whole)), e);
    }
  }

  private <T> T mended(Supplier<T> work) {
    try {
      return work.get();
    } catch (SaascoreException e) {
      if (!again.test(e)) {
        throw e;
      }
    }
    return work.get();
  }

  /**
   * Says what is left of the run.
   *
   * @param lost whether the connection is gone, so that nobody knows if the commit came through
   * @param whole whether the work stands in a transaction; else its own error says what is left
   */
  private List<String> stays(int done, boolean lost, boolean whole) {
    List<String> lines = new ArrayList<>();
    if (done > 0) {
      lines.add("%d of %d of this run are done and stay".formatted(done, of));
    } else if (whole && !lost) {
      lines.add("nothing of this run was kept");
    }
    if (whole && lost) {
      lines.add("what was running is done as a whole or not at all");
    }
    return lines;
  }

  private static List<Problem> withTrace(List<Problem> problems, List<String> stays) {
    List<Problem> all = new ArrayList<>(problems);
    Problem last = all.remove(all.size() - 1);
    List<String> reasons = new ArrayList<>(last.reason().stream().toList());
    reasons.addAll(stays);
    all.add(reasons.isEmpty() ? last : last.because(String.join("\n", reasons)));
    return all;
  }
}
