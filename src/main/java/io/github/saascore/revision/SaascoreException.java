package io.github.saascore.revision;

import java.util.List;
import java.util.stream.Collectors;

/** Carries one or more problems to the border where they become text. */
public final class SaascoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /** Makes an exception for one problem. */
  public SaascoreException(Problem problem) {
    this(List.of(problem));
  }

  /** Makes an exception for one problem with the technical cause kept for {@code -e}. */
  public SaascoreException(Problem problem, Throwable cause) {
    this(List.of(problem));
    initCause(cause);
  }

  /** Makes an exception for several problems with the technical cause kept for {@code -e}. */
  public SaascoreException(List<Problem> problems, Throwable cause) {
    this(problems);
    initCause(cause);
  }

  /** Makes an exception for all problems that were found together; at least one. */
  public SaascoreException(List<Problem> problems) {
    super(problems.stream().map(Problem::text).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Returns the problems in the order they were found; never empty. */
  public List<Problem> problems() {
    return problems;
  }

  /** Returns the first problem, which most callers have only one of. */
  public Problem problem() {
    return problems.get(0);
  }
}
