package io.github.saascore.postgres;

/** What stands between a session and the server. */
public enum Pooling {
  /** Nothing: the server process that answers is the one that was connected to. */
  NONE,
  /** Something that keeps one server connection for the whole session: everything works. */
  SESSION,
  /**
   * Something that may hand out another server connection for each transaction: nothing of a
   * session lasts, no lock and no setting.
   */
  TRANSACTION
}
