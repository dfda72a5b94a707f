package io.github.saascore.mojo;

import io.github.saascore.engine.model.Model;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.schema.bridge.ModelBridge;
import io.github.saascore.script.ModelReader;
import io.github.saascore.script.Source;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Loads a model that is a class of the project, and asks it for its statements. */
final class ModelClass {
  private final MavenContext maven;
  private final String className;
  private final String where;

  /**
   * Makes a loader.
   *
   * @param where the place that names the class
   */
  ModelClass(MavenContext maven, String className, String where) {
    this.maven = maven;
    this.className = className;
    this.where = where;
  }

  /**
   * Loads the class, with the project's own jOOQ, and lets go of it again.
   *
   * @throws SaascoreException MODEL when it cannot be loaded, fails, or says what a model must not
   */
  Model load() {
    try (ProjectClasses classes = new ProjectClasses(maven, Code.MODEL)) {
      ClassProblems problems =
          new ClassProblems(Code.MODEL, className, where, classes.classPath(), maven.goal());
      List<String[]> results =
          problems.explain(() -> classes.within(() -> results(classes, problems)));
      return model(results);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("unchecked") // It is our own class, only loaded elsewhere.
  private List<String[]> results(ProjectClasses classes, ClassProblems problems)
      throws ReflectiveOperationException {
    Function<Object, List<String[]>> bridge =
        (Function<Object, List<String[]>>) classes.bridge(ModelBridge.class);
    Object model = instance(classes.load(className, true));
    try {
      return bridge.apply(model);
    } catch (RuntimeException e) {
      throw problems.failed(e);
    }
  }

  /** Generated code and enums hold their only instance in a field. */
  private static Object instance(Class<?> type) throws ReflectiveOperationException {
    Optional<Field> only =
        Arrays.stream(type.getFields())
            .filter(field -> field.getType() == type && Modifier.isStatic(field.getModifiers()))
            .findFirst();
    return only.isPresent() ? only.get().get(null) : type.getConstructor().newInstance();
  }

  private Model model(List<String[]> results) {
    ModelReader reader = new ModelReader();
    List<String> notes = new ArrayList<>();
    Model.Form form = Model.Form.CLASS;
    int number = 0;
    for (String[] result : results) {
      switch (result[0]) {
        case ModelBridge.SQL -> reader.read(Source.of(place(++number), result[1]));
        case ModelBridge.LEFT_OUT -> reader.report(leftOut(result[1], result[2], place(number)));
        case ModelBridge.GENERATED -> form = Model.Form.GENERATED;
        case ModelBridge.NOTE -> notes.add(result[1]);
        default -> reader.report(noModel(result[1]));
      }
    }
    return new Model(className, form, reader.finish(), notes);
  }

  private String place(int number) {
    return className + ", statement " + number;
  }

  private static Problem leftOut(String what, String statement, String place) {
    return Problem.of(Code.MODEL, "jOOQ leaves out " + what + ", without an error")
        .at(place)
        .because("its open source edition renders a plain column instead")
        .hint(
            "take the column out of the statement and add it in plain SQL behind it:\n"
                + "dsl.query(\"ALTER TABLE ... "
                + statement
                + "\")");
  }

  private Problem noModel(String type) {
    return Problem.of(
            Code.MODEL,
            type.equals(className)
                ? "class '" + className + "' is no model"
                : "class '" + className + "' returns " + type + ", which is no query")
        .at(where)
        .hint(
            "public class %s implements java.util.function.Supplier<org.jooq.Queries>"
                .formatted(className.substring(className.lastIndexOf('.') + 1)));
  }
}
