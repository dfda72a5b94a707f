package io.github.saascore.engine;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Work that goes on beside the caller's own, on a thread of its own.
 *
 * @param <T> what the work returns
 */
public final class Aside<T> implements AutoCloseable {
  private final FutureTask<T> task;

  private Aside(FutureTask<T> task) {
    this.task = task;
  }

  /** Starts some work. */
  public static <T> Aside<T> start(String name, Supplier<T> work) {
    FutureTask<T> task = new FutureTask<>(work::get);
    Thread thread = new Thread(task, "saascore-" + name);
    thread.setDaemon(true);
    thread.start();
    return new Aside<>(task);
  }

  /** Waits for the result; throws what the work has thrown. */
  public T join() {
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  /** Waits until the work has ended, so that nothing is used any more; its result is forgotten. */
  @Override
  public void close() {
    close(result -> {});
  }

  /**
   * Waits until the work has ended, and gives back what came of it, where something did.
   *
   * @param release closes the result
   */
  public void close(Consumer<T> release) {
    T result;
    try {
      result = task.get();
    } catch (ExecutionException e) {
      // Whoever wanted the result has got this from join().
      return;
    } catch (InterruptedException e) {
      throw interrupted();
    }
    release.accept(result);
  }

  private static RuntimeException interrupted() {
    Thread.currentThread().interrupt();
    return Problem.of(Code.INTERNAL, "the build was interrupted").asException();
  }
}
