package io.github.saascore.engine.drift;

import io.github.saascore.engine.Aside;
import io.github.saascore.engine.hazard.LintResult;
import io.github.saascore.engine.scratch.Scratch;
import java.util.Optional;

/**
 * What goes on beside the walk of a check.
 *
 * @param model the model, being made
 * @param hazards the look at hazards
 */
record Asides(Optional<ModelCheck> model, Optional<Aside<LintResult>> hazards)
    implements AutoCloseable {

  /** Starts what is wanted. */
  static Asides start(Scratch scratch, Check.Subjects subjects) {
    return new Asides(
        subjects.model().map(model -> ModelCheck.start(scratch, model)),
        subjects.hazards().map(wanted -> Aside.start("hazards", wanted.look())));
  }

  @Override
  public void close() {
    model.ifPresent(ModelCheck::close);
    hazards.ifPresent(Aside::close);
  }
}
