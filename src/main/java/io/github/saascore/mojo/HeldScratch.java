package io.github.saascore.mojo;

import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.engine.scratch.ScratchSource;
import java.util.function.Function;

/**
 * Lends a server for scratch databases that runs anyway.
 *
 * @param open closed by whoever opened it
 */
record HeldScratch(OpenScratch open) implements ScratchSource {
  @Override
  public <T> T lend(Function<Scratch, T> work) {
    return work.apply(open.scratch());
  }
}
