package io.github.saascore.engine;

import io.github.saascore.postgres.Runner;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Writes failures to the event log, and says in the error what the run had done before. */
final class FailureLog {
  private final Runner runner;
  private final String what;
  private final int of;

  /**
   * Makes a log for one kind of work.
   *
   * @param what the verb that is logged, for example {@code upgrade}
   * @param of how many pieces of work the run has
   */
  FailureLog(Runner runner, String what, int of) {
    this.runner = runner;
    this.what = what;
    this.of = of;
  }

  /**
   * Does a piece of work.
   *
   * @param subject the revision or script
   * @param done how many pieces were done before
   * @throws SaascoreException the failure of the work, with what stays of the run added to it
   */
  <T> T watch(String subject, int done, Supplier<T> work) {
    try {
      return work.get();
    } catch (SaascoreException e) {
      runner.logFailure(what, subject, e.problem().text());
      throw new SaascoreException(withTrace(e.problems(), done), e);
    }
  }

  private List<Problem> withTrace(List<Problem> problems, int done) {
    List<Problem> all = new ArrayList<>(problems);
    Problem last = all.remove(all.size() - 1);
    String stays =
        done == 0
            ? "nothing of this run was kept"
            : "%d of %d of this run are done and stay".formatted(done, of);
    all.add(last.because(last.reason().map(reason -> reason + "\n").orElse("") + stays));
    return all;
  }
}
