package io.github.saascore.mojo;

import io.github.saascore.revision.Code;
import java.io.IOException;
import java.util.Optional;

/** Classes of the project, loaded when the first is asked for, with the project's own jOOQ. */
final class ProjectClasses implements AutoCloseable {
  private final ProjectClassPath classPath;
  private Optional<ProjectClassLoader> loader = Optional.empty();

  /**
   * Makes a place to load from.
   *
   * @param code the error when the class path cannot be had
   */
  ProjectClasses(MavenContext maven, Code code) {
    this.classPath = new ProjectClassPath(maven, code);
  }

  /** Returns where the classes come from. */
  ProjectClassPath classPath() {
    return classPath;
  }

  /** Loads a class and, if so wanted, runs its static initialisers. */
  Class<?> load(String name, boolean initialize) throws ClassNotFoundException {
    return Class.forName(name, initialize, loader());
  }

  /** Makes one of our own classes that are linked with the project's jOOQ. */
  Object bridge(Class<?> type) throws ReflectiveOperationException {
    load("org.jooq.DSLContext", false);
    return load(type.getName(), true).getConstructor().newInstance();
  }

  /** Work that sees the project's class loader as the one of its thread. */
  @FunctionalInterface
  interface Within<T, E extends Exception> {
    /** Does the work. */
    T run() throws E;
  }

  /** Does work whose code may ask its thread for classes of the project. */
  <T, E extends Exception> T within(Within<T, E> work) throws E {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader());
    try {
      return work.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private synchronized ProjectClassLoader loader() {
    if (loader.isEmpty()) {
      loader = Optional.of(new ProjectClassLoader(classPath.urls()));
    }
    return loader.get();
  }

  @Override
  public void close() throws IOException {
    if (loader.isPresent()) {
      loader.get().close();
    }
  }
}
