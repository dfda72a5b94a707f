package io.github.saascore.engine;

import java.util.List;

/** Closes several things so that a failure of one does not keep the others open. */
public final class Closing {
  private Closing() {}

  /** Closes the parts, the last one first, and throws the first failure with the others in it. */
  public static void all(List<? extends AutoCloseable> parts) {
    RuntimeException first = null;
    for (int i = parts.size() - 1; i >= 0; i--) {
      try {
        parts.get(i).close();
      } catch (Exception e) {
        RuntimeException failure =
            e instanceof RuntimeException known ? known : new IllegalStateException(e);
        if (first == null) {
          first = failure;
        } else {
          first.addSuppressed(failure);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
