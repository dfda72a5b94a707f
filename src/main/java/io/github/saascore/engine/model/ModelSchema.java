package io.github.saascore.engine.model;

import io.github.saascore.engine.scratch.Scopes;
import io.github.saascore.engine.scratch.ScratchDatabase;
import io.github.saascore.schema.GeneratedLimits;
import io.github.saascore.schema.Snapshot;
import java.util.Set;

/**
 * The wanted schema as PostgreSQL stores it.
 *
 * @param model what was made
 * @param snapshot what came of it in an empty database
 */
public record ModelSchema(Model model, Snapshot snapshot) {
  /**
   * Makes a model in an empty scratch database and reads it back.
   *
   * @throws io.github.saascore.revision.SaascoreException MODEL naming the statement that the
   *     server refused, or what the model does that a model must not; SCRATCH where the server
   *     lacks an extension
   */
  public static ModelSchema make(Model model, ScratchDatabase scratch) {
    new Materialisation(model, scratch).run();
    return new ModelSchema(model, scratch.snapshot());
  }

  /**
   * Returns the wanted schema for a comparison with another one: what this form of model cannot say
   * is taken from there, so that it is no difference.
   */
  public Snapshot beside(Snapshot actual) {
    return model.form() == Model.Form.GENERATED ? GeneratedLimits.lift(snapshot, actual) : snapshot;
  }

  /** Returns the plain names of the schemas that the model makes, or makes something in. */
  public Set<String> schemas() {
    return Scopes.schemas(snapshot);
  }
}
