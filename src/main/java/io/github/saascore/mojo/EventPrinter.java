package io.github.saascore.mojo;

import io.github.saascore.engine.Event;
import io.github.saascore.report.ProgressText;
import java.util.function.Consumer;
import org.apache.maven.plugin.logging.Log;

/** Prints what happens during a run, when it happens. */
record EventPrinter(Log log) implements Consumer<Event> {
  @Override
  public void accept(Event event) {
    if (log.isInfoEnabled()) {
      ProgressText.lines(event, MavenStyle.INSTANCE).forEach(log::info);
    }
  }
}
