package io.github.saascore.mojo;

import io.github.saascore.engine.model.Model;
import io.github.saascore.engine.model.ModelSchema;
import io.github.saascore.engine.scratch.ScratchDatabase;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;

/** A goal that knows what the schema is wanted to be. */
abstract class ModelGoal extends ScratchGoal {
  /**
   * What the schema is wanted to be: a class of the project that is a <code>
   * Supplier&lt;Queries&gt;</code> or a <code>Function&lt;DSLContext, Queries&gt;</code>, a <code>
   * Catalog</code> or <code>Schema</code> that jOOQ generated, or a directory of <code>.sql</code>
   * files.
   */
  @Parameter(property = "saascore.model")
  String model;

  ModelGoal(MavenContext maven) {
    super(maven);
  }

  /**
   * Loads the model, if one is configured.
   *
   * @throws io.github.saascore.revision.SaascoreException MODEL where it cannot be loaded
   */
  final Optional<Model> model(Parameters parameters) {
    return new ProjectModel(maven(), parameters).find();
  }

  /**
   * Starts or finds the server that scratch databases are made on.
   *
   * @param target the database whose version and schema count, if one was opened
   */
  final OpenScratch scratch(Parameters parameters, Optional<OpenDatabase> target) {
    return new ScratchOpener(maven(), parameters, getLog()).open(target);
  }

  /**
   * Makes a model in a scratch database, and says what it cannot hold.
   *
   * @throws io.github.saascore.revision.SaascoreException MODEL naming what the server refused
   */
  final ModelSchema made(Parameters parameters, Optional<OpenDatabase> target, Model model) {
    model.notes().forEach(getLog()::warn);
    try (OpenScratch scratch = scratch(parameters, target);
        ScratchDatabase empty = scratch.scratch().open()) {
      return ModelSchema.make(model, empty);
    }
  }
}
