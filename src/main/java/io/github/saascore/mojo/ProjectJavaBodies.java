package io.github.saascore.mojo;

import io.github.saascore.engine.JavaBodies;
import io.github.saascore.postgres.Unit;
import io.github.saascore.revision.Code;
import io.github.saascore.schema.JavaBodyBridge;
import java.io.IOException;
import java.sql.Connection;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Loads the Java bodies of migrations from the project, with the project's own jOOQ. */
final class ProjectJavaBodies implements JavaBodies, AutoCloseable {
  private final ProjectClasses classes;
  private final MavenContext maven;

  ProjectJavaBodies(MavenContext maven) {
    this.maven = maven;
    this.classes = new ProjectClasses(maven, Code.JAVA_BODY);
  }

  @Override
  public Unit.Code load(String className, String where) {
    ClassProblems problems =
        new ClassProblems(Code.JAVA_BODY, className, where, classes.classPath(), maven.goal());
    Object body = problems.explain(() -> body(className, problems));
    BiConsumer<Object, Connection> bridge = problems.explain(this::bridge);
    return connection ->
        classes.within(
            () -> {
              bridge.accept(body, UserConnection.over(connection));
              return body;
            });
  }

  private Object body(String className, ClassProblems problems)
      throws ReflectiveOperationException {
    return classes.within(
        () -> {
          Class<?> type = classes.load(className, true);
          if (!Consumer.class.isAssignableFrom(type)) {
            throw problems.noConsumer();
          }
          return type.getConstructor().newInstance();
        });
  }

  @SuppressWarnings("unchecked") // It is our own class, only loaded elsewhere.
  private BiConsumer<Object, Connection> bridge() throws ReflectiveOperationException {
    return (BiConsumer<Object, Connection>) classes.bridge(JavaBodyBridge.class);
  }

  @Override
  public void close() throws IOException {
    classes.close();
  }
}
