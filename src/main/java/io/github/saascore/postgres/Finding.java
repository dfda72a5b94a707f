package io.github.saascore.postgres;

import java.util.List;

/** What the catalog tells about a statement that may or may not have run. */
sealed interface Finding {

  /** Nothing of it is there. */
  record NotRun() implements Finding {}

  /** All of it is there. */
  record Done() implements Finding {}

  /**
   * It was broken off and left something that must go before it runs again.
   *
   * @param what what was left, in words
   * @param cleanup statements that remove it, each to be sent alone
   */
  record Leftover(String what, List<String> cleanup) implements Finding {}

  /**
   * It was broken off where another statement goes on.
   *
   * @param what what was left, in words
   * @param sql the statement that finishes it
   */
  record Unfinished(String what, String sql) implements Finding {}

  /** The catalog cannot tell. */
  record Unknown() implements Finding {}
}
