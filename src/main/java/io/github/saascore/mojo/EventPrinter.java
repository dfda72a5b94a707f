package io.github.saascore.mojo;

import io.github.saascore.engine.Event;
import java.util.function.Consumer;
import org.apache.maven.plugin.logging.Log;

/** Prints what happens during a run, a line each. */
record EventPrinter(Log log) implements Consumer<Event> {
  @Override
  public void accept(Event event) {
    log.info(event.toString());
  }
}
