package io.github.saascore.engine;

/** Hears how a drop gets on. */
public interface DropListener {
  /** Hears nothing. */
  DropListener SILENT =
      new DropListener() {
        @Override
        public void dropped(DropBatch batch, int done, int total) {}

        @Override
        public void waiting(DropBatch batch, String reason, int attempt) {}
      };

  /**
   * Says that everything is agreed to and the first batch comes next; what is thrown here stops the
   * drop.
   *
   * @param plan what will be dropped
   */
  default void starting(DropPlan plan) {}

  /**
   * Says that a batch is committed.
   *
   * @param done the objects dropped so far
   * @param total the objects of the plan
   */
  void dropped(DropBatch batch, int done, int total);

  /**
   * Says that a batch met a lock of another session and is tried again.
   *
   * @param reason who holds the lock, or PostgreSQL's message where nobody does any more
   * @param attempt the number of the attempt that failed, from 1
   */
  void waiting(DropBatch batch, String reason, int attempt);
}
