package io.github.saascore.postgres;

import io.github.saascore.script.Checksum;
import io.github.saascore.script.Statement;
import java.util.List;
import java.util.Optional;

/**
 * How far a unit without a transaction has come, as its row tells it.
 *
 * @param step how many statements have run for certain
 * @param ran the checksum of those statements
 * @param running the statement that was begun after them and is not known to have ended
 */
public record Progress(int step, String ran, Optional<Begun> running) {

  /** Returns the progress after the first statements, with none begun. */
  static Progress after(List<Statement> statements, int step) {
    return new Progress(step, Checksum.of(statements.subList(0, step)).hex(), Optional.empty());
  }

  /** Returns the progress after the first statements, with the next one begun. */
  static Progress in(List<Statement> statements, int step) {
    return new Progress(
        step,
        Checksum.of(statements.subList(0, step)).hex(),
        Optional.of(Begun.of(statements.get(step))));
  }

  /** Tells whether the statements that have run are still the first ones of these. */
  public boolean isBeginOf(List<Statement> statements) {
    return step <= statements.size() && Checksum.of(statements.subList(0, step)).hex().equals(ran);
  }

  /** Tells whether the statement that was begun is still the next one of these. */
  boolean isFollowedBy(Begun begun, List<Statement> statements) {
    return step < statements.size() && begun.is(statements.get(step));
  }
}
