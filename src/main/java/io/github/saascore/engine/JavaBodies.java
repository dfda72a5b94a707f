package io.github.saascore.engine;

import io.github.saascore.postgres.Unit;

/** Finds the Java code that a migration file names; the user's class path is not ours. */
@FunctionalInterface
public interface JavaBodies {
  /**
   * Loads a class, without running it, so that a missing one is found before anything runs.
   *
   * @param className the class named by {@code class=} in a migration file
   * @param where the place of that name, for the error
   * @throws io.github.saascore.revision.SaascoreException JAVA_BODY when it cannot be loaded or is
   *     no {@code Consumer<DSLContext>}
   */
  Unit.Code load(String className, String where);
}
