package io.github.saascore.mojo;

import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.engine.scratch.ScratchSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * Starts the server for scratch databases when it is asked for, and ends it right after.
 *
 * @param opener starts it
 * @param target the database whose version and schema count, if one is open
 */
record LentScratch(ScratchOpener opener, Optional<OpenDatabase> target) implements ScratchSource {
  @Override
  public <T> T lend(Function<Scratch, T> work) {
    try (OpenScratch open = opener.open(target)) {
      return work.apply(open.scratch());
    }
  }
}
