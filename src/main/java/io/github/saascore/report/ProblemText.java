package io.github.saascore.report;

import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.util.List;

/** Writes what went wrong as the message of a failed build: its first line stands alone. */
public final class ProblemText {
  private ProblemText() {}

  /**
   * Returns the whole report: one problem as code, what, where, why and what to do; of several, how
   * many there are and then each of the first 20.
   */
  public static String of(SaascoreException exception) {
    List<Problem> problems = exception.problems();
    if (problems.size() == 1) {
      return problems.get(0).text();
    }
    List<String> texts = Words.lines(problems, Words.SHOWN, Problem::text);
    return Words.count(problems.size(), "problem") + " found\n\n" + String.join("\n\n", texts);
  }
}
