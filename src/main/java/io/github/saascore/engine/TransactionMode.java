package io.github.saascore.engine;

/** How many revisions one transaction holds. */
public enum TransactionMode {
  /** One: what is committed stays when a later one fails. */
  REVISION,
  /** All of the run: a failure leaves nothing of it. */
  ALL
}
