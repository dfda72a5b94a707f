package io.github.saascore.mojo;

import io.github.saascore.engine.Closing;
import io.github.saascore.postgres.ScratchServer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.maven.execution.AbstractExecutionListener;
import org.apache.maven.execution.ExecutionListener;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.eclipse.aether.SessionData;

/**
 * The scratch servers that one build has started: the first goal that wants one waits for it, all
 * others of the build use the same one, at the same time or later, and it ends with the build.
 */
final class BuildServers {
  private final Map<String, Running> servers = new HashMap<>();

  /** Returns those of a build. */
  static BuildServers of(MavenSession session) {
    SessionData data = session.getRepositorySession().getData();
    BuildServers none = new BuildServers();
    if (data.set(BuildServers.class, null, none)) {
      none.endWith(session.getRequest());
    }
    return (BuildServers) data.get(BuildServers.class);
  }

  /** A server, and the goals that use it. */
  private static final class Running implements AutoCloseable {
    private final List<AutoCloseable> parts = new ArrayList<>();
    private final ScratchServer server;
    private int users;

    Running(Function<List<AutoCloseable>, ScratchServer> start) {
      try {
        server = start.apply(parts);
        parts.add(server);
      } catch (RuntimeException e) {
        closeAfter(e);
        throw e;
      }
    }

    void closeAfter(RuntimeException failure) {
      try {
        close();
      } catch (RuntimeException second) {
        failure.addSuppressed(second);
      }
    }

    @Override
    public void close() {
      Closing.all(parts);
    }
  }

  /**
   * Lends a server.
   *
   * @param name what it is; there is one of each name
   * @param start starts it, and adds what has to be closed after it
   */
  synchronized Lent lend(String name, Function<List<AutoCloseable>, ScratchServer> start) {
    Running known = servers.get(name);
    if (known != null && !known.server.answers()) {
      servers.remove(name);
      known.close();
    }
    Running running = servers.computeIfAbsent(name, any -> new Running(start));
    running.users++;
    return new Lent(running.server, () -> giveBack(name, running));
  }

  /**
   * A server for as long as a goal uses it.
   *
   * @param server not to be closed
   * @param giveBack what to do when it is no longer used
   */
  record Lent(ScratchServer server, Runnable giveBack) implements AutoCloseable {
    @Override
    public void close() {
      giveBack.run();
    }
  }

  /** The last one leaves it as it was found; one that cannot be reset is ended. */
  private synchronized void giveBack(String name, Running running) {
    running.users--;
    if (running.users == 0) {
      try {
        running.server.reset();
      } catch (RuntimeException e) {
        servers.remove(name, running);
        running.closeAfter(e);
        throw e;
      }
    }
  }

  private synchronized void end() {
    List<Running> all = List.copyOf(servers.values());
    servers.clear();
    Closing.all(all);
  }

  /** Puts itself before whoever listens to the build already, who is told the same. */
  void endWith(MavenExecutionRequest request) {
    ExecutionListener others =
        Optional.ofNullable(request.getExecutionListener())
            .orElseGet(AbstractExecutionListener::new);
    request.setExecutionListener(
        (ExecutionListener)
            Proxy.newProxyInstance(
                ExecutionListener.class.getClassLoader(),
                new Class<?>[] {ExecutionListener.class},
                (proxy, method, arguments) -> {
                  try {
                    if (method.getName().equals("sessionEnded")) {
                      end();
                    }
                    return method.invoke(others, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                }));
  }
}
