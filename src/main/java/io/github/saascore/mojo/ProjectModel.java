package io.github.saascore.mojo;

import io.github.saascore.engine.model.Model;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.script.ModelDirectory;
import io.github.saascore.script.Placeholders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Finds the model that the parameters name: a directory, or a class of the project. */
final class ProjectModel {
  private static final Pattern CLASS = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$.]*");

  private final MavenContext maven;
  private final Parameters parameters;

  ProjectModel(MavenContext maven, Parameters parameters) {
    this.maven = maven;
    this.parameters = parameters;
  }

  /**
   * Returns the model, if one is configured.
   *
   * @throws SaascoreException MODEL where it cannot be loaded, or says what a model must not; with
   *     the problems of all files of a directory
   */
  Optional<Model> find() {
    return parameters.given("model").map(this::read);
  }

  /** Returns what loads the model of this module, if one is configured and is not another's. */
  Optional<Supplier<Model>> later() {
    return parameters
        .given("model")
        .filter(given -> !isOfAnotherModule())
        .map(given -> () -> read(given));
  }

  /**
   * Returns the model of a goal that makes no sense without one.
   *
   * @throws SaascoreException MODEL, also where none is configured
   */
  Model require() {
    return find()
        .orElseThrow(
            () ->
                Problem.of(Code.MODEL, "no model is configured, and " + maven.goal() + " needs one")
                    .hint(
                        """
                        name the class, or the directory of .sql files, that says what the schema is:
                        -Dsaascore.model=com.example.SchemaModel
                        with: public class SchemaModel implements java.util.function.Supplier<org.jooq.Queries>
                        or -Dsaascore.model=src/main/schema; in the POM: <model>...</model>\
                        """)
                    .asException());
  }

  /**
   * Tells whether this is one of the modules that have no model, while another has one; a build in
   * which none has any deserves an error.
   */
  boolean isOfAnotherModule() {
    Optional<Given> given = parameters.given("model");
    if (given.isEmpty()) {
      return maven.othersConfigure("model");
    }
    String text = given.get().text().strip();
    Path own = parameters.path("model", maven.basedir()).orElseThrow();
    if (Files.isDirectory(own)) {
      return false;
    }
    String file = text.replace('.', '/') + ".class";
    Path classes = Path.of(maven.project().getBuild().getOutputDirectory());
    return !Files.exists(classes.resolve(file))
        && maven.others().stream()
            .anyMatch(
                other ->
                    Files.isDirectory(other.getBasedir().toPath().resolve(text))
                        || Files.exists(
                            Path.of(other.getBuild().getOutputDirectory()).resolve(file)));
  }

  private Model read(Given given) {
    String text = given.text().strip();
    Path directory = parameters.path("model", maven.basedir()).orElseThrow();
    if (Files.isDirectory(directory)) {
      return new Model(
          text,
          Model.Form.DIRECTORY,
          ModelDirectory.read(
              directory, maven.basedir(), new Placeholders(parameters.map("placeholders"))),
          List.of());
    }
    if (!CLASS.matcher(text).matches()) {
      throw Problem.of(Code.MODEL, "'" + text + "' is no directory, and no class")
          .at(given.source())
          .hint("-Dsaascore.model=src/main/schema, or -Dsaascore.model=com.example.SchemaModel")
          .asException();
    }
    return new ModelClass(maven, text, given.source()).load();
  }
}
