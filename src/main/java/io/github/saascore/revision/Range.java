package io.github.saascore.revision;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Two ends of a stretch of history, as in {@code a:b}; {@link Target#parseRange} reads one.
 *
 * @param from the older end; base when it is missing
 * @param to the newer end of a history, or the destination of an offline plan
 */
public record Range(Optional<Target> from, Optional<Target> to) {

  /** Returns what its ends name, as far as they are there. */
  public List<Target> ends() {
    return Stream.concat(from.stream(), to.stream()).toList();
  }

  /** Returns the range as a user types it. */
  @Override
  public String toString() {
    return from.map(Target::toString).orElse("") + ":" + to.map(Target::toString).orElse("");
  }
}
