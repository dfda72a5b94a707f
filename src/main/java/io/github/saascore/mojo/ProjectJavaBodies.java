package io.github.saascore.mojo;

import io.github.saascore.engine.JavaBodies;
import io.github.saascore.postgres.Unit;
import io.github.saascore.schema.JavaBodyBridge;
import java.io.IOException;
import java.sql.Connection;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Loads the Java bodies of migrations from the project, with the project's own jOOQ. */
final class ProjectJavaBodies implements JavaBodies, AutoCloseable {
  private static final String CONTEXT = "org.jooq.DSLContext";

  private final ProjectClassPath classPath;
  private Optional<ProjectClassLoader> loader = Optional.empty();

  ProjectJavaBodies(MavenContext maven) {
    this.classPath = new ProjectClassPath(maven);
  }

  @Override
  public Unit.Code load(String className, String where) {
    JavaBodyProblems problems = new JavaBodyProblems(className, where, classPath);
    Object body = problems.explain(() -> body(className, problems));
    BiConsumer<Object, Connection> bridge = problems.explain(this::bridge);
    return connection -> within(() -> bridge.accept(body, UserConnection.over(connection)));
  }

  private Object body(String className, JavaBodyProblems problems)
      throws ReflectiveOperationException {
    return within(
        () -> {
          Class<?> type = Class.forName(className, true, loader());
          if (!Consumer.class.isAssignableFrom(type)) {
            throw problems.noConsumer();
          }
          return type.getConstructor().newInstance();
        });
  }

  @SuppressWarnings("unchecked") // It is our own class, only loaded elsewhere.
  private BiConsumer<Object, Connection> bridge() throws ReflectiveOperationException {
    Class.forName(CONTEXT, false, loader());
    Class<?> type = Class.forName(JavaBodyBridge.class.getName(), true, loader());
    return (BiConsumer<Object, Connection>) type.getConstructor().newInstance();
  }

  private ProjectClassLoader loader() {
    if (loader.isEmpty()) {
      loader = Optional.of(new ProjectClassLoader(classPath.urls()));
    }
    return loader.get();
  }

  /** Work that sees the project's class loader as the one of its thread. */
  @FunctionalInterface
  private interface Within<T, E extends Exception> {
    T run() throws E;
  }

  private <T, E extends Exception> T within(Within<T, E> work) throws E {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader());
    try {
      return work.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private void within(Runnable work) {
    within(
        () -> {
          work.run();
          return null;
        });
  }

  @Override
  public void close() throws IOException {
    if (loader.isPresent()) {
      loader.get().close();
    }
  }
}
