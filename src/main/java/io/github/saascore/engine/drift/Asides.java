package io.github.saascore.engine.drift;

import io.github.saascore.engine.scratch.Scratch;
import java.util.Optional;

/**
 * What goes on beside the walk of a check.
 *
 * @param model the model, being made
 * @param hazards the look at hazards
 */
record Asides(Optional<ModelCheck> model, Optional<HazardLook> hazards) implements AutoCloseable {

  /** Starts what is wanted. */
  static Asides start(Scratch scratch, Check.Subjects subjects) {
    return new Asides(
        subjects.model().map(model -> ModelCheck.start(scratch, model)),
        subjects.hazards().map(HazardLook::start));
  }

  @Override
  public void close() {
    model.ifPresent(ModelCheck::close);
    hazards.ifPresent(HazardLook::close);
  }
}
