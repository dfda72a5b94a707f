package io.github.saascore.mojo;

import io.github.saascore.engine.Aside;
import java.util.function.Supplier;

/**
 * Scratch databases whose server starts while something else is done.
 *
 * @param start waited for, and closed, in any case
 */
record StartingScratch(Aside<ScratchBeside> start) implements AutoCloseable {

  /** Begins to start what {@link ScratchBeside} has. */
  static StartingScratch of(Supplier<ScratchBeside> open) {
    return new StartingScratch(Aside.start("scratch", open));
  }

  /**
   * Waits for it.
   *
   * @throws io.github.saascore.revision.SaascoreException why there is none
   */
  ScratchBeside get() {
    return start.join();
  }

  @Override
  public void close() {
    start.close(ScratchBeside::close);
  }
}
