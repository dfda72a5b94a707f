package io.github.saascore.mojo;

import io.github.saascore.engine.DropBatch;
import io.github.saascore.engine.DropListener;
import io.github.saascore.engine.DropPlan;
import io.github.saascore.engine.care.Backup;
import io.github.saascore.report.DropText;
import io.github.saascore.report.Style;
import org.apache.maven.plugin.logging.Log;

/**
 * Prints how a drop gets on, a line for each transaction.
 *
 * @param log where to
 * @param style how
 * @param backup is made before the first
 * @param goal the goal that drops
 */
record DropPrinter(Log log, Style style, Backup backup, String goal) implements DropListener {
  @Override
  public void starting(DropPlan plan) {
    if (!plan.isEmpty()) {
      backup.make(goal);
    }
  }

  @Override
  public void dropped(DropBatch batch, int done, int total) {
    log.info(DropText.dropped(batch, done, total));
  }

  @Override
  public void waiting(DropBatch batch, String reason, int attempt) {
    log.info(DropText.waiting(batch, reason, attempt, style));
  }
}
