package io.github.saascore.mojo;

import io.github.saascore.engine.Closing;
import io.github.saascore.engine.scratch.Scratch;
import java.util.List;

/**
 * The maker of scratch databases for the length of one execution.
 *
 * @param scratch the maker as the engine sees it
 * @param parts what to close, the last one first
 */
record OpenScratch(Scratch scratch, List<AutoCloseable> parts) implements AutoCloseable {
  @Override
  public void close() {
    Closing.all(parts);
  }
}
