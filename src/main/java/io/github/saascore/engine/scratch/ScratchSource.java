package io.github.saascore.engine.scratch;

import java.util.function.Function;

/** Lends the maker of scratch databases; its server starts only when it is asked for. */
@FunctionalInterface
public interface ScratchSource {
  /**
   * Does some work with the maker, which is not to be used afterwards.
   *
   * @throws io.github.saascore.revision.SaascoreException EMBEDDED_SERVER, SCRATCH, or what a
   *     connection can meet, where there is no server for it; and what the work throws
   */
  <T> T lend(Function<Scratch, T> work);
}
