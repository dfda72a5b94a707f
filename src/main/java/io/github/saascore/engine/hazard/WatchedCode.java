package io.github.saascore.engine.hazard;

import io.github.saascore.engine.JavaBodies;
import io.github.saascore.postgres.Unit;
import java.util.Optional;

/** Looks at the session when Java code of the user is done, before its transaction ends. */
final class WatchedCode implements JavaBodies {
  private final JavaBodies bodies;
  private Optional<Moment> last = Optional.empty();

  WatchedCode(JavaBodies bodies) {
    this.bodies = bodies;
  }

  @Override
  public Unit.Code load(String className, String where) {
    Unit.Code code = bodies.load(className, where);
    return connection -> {
      code.run(connection);
      last = Optional.of(MomentReader.read(connection));
    };
  }

  /** Returns what the session saw and held when the code that ran last was done. */
  Optional<Moment> last() {
    return last;
  }
}
