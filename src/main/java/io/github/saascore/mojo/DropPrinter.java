package io.github.saascore.mojo;

import io.github.saascore.engine.DropBatch;
import io.github.saascore.engine.DropListener;
import org.apache.maven.plugin.logging.Log;

/** Prints how a drop gets on, a line for each transaction. */
record DropPrinter(Log log) implements DropListener {
  @Override
  public void dropped(DropBatch batch, int done, int total) {
    log.info("[%d/%d] objects dropped".formatted(done, total));
  }

  @Override
  public void waiting(DropBatch batch, String reason, int attempt) {
    log.info("another session holds a lock, trying again (%d): %s".formatted(attempt, reason));
  }
}
