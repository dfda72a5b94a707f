package io.github.saascore.engine;

import io.github.saascore.postgres.Skipped;
import io.github.saascore.revision.Revision;
import java.util.List;

/** What happens during a run, told when it is true: a revision is named when it is committed. */
public sealed interface Event {

  /** A revision was applied and is committed. */
  record Upgraded(Revision revision, long millis, List<Skipped> skipped, int number, int of)
      implements Event {}

  /**
   * A revision was recorded as applied because all that it makes was there.
   *
   * @param data its statements of data, which did not run
   */
  record Adopted(Revision revision, List<Skipped> data, int number, int of) implements Event {}

  /** A revision was recorded as applied because all that it replaces is. */
  record Implied(Revision revision) implements Event {}

  /** What came out when what is in the database was matched with the revisions. */
  record Matched(String text) implements Event {}

  /** A revision was undone and that is committed. */
  record Downgraded(Revision revision, long millis, int number, int of) implements Event {}

  /** Another build applied or undid the revision before us. */
  record DoneElsewhere(Revision revision) implements Event {}

  /** A repeatable script ran and is committed. */
  record Repeated(String name, long millis) implements Event {}

  /** The run waits or tries again; the text says for what. */
  record Waiting(String text) implements Event {}

  /** Something that the user should know before it happens. */
  record Warning(String text) implements Event {}

  /** Something that was done beside the revisions, for example a backup. */
  record Note(String text) implements Event {}

  /** The server said something, for example by {@code RAISE NOTICE}. */
  record Notice(String text) implements Event {}
}
