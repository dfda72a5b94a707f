package io.github.saascore.postgres.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One attempt to get a server going in a home, while this process holds the home's lock. */
final class ServerStart {
  private static final Wait READY = Wait.ofSeconds(60);
  private static final Wait GONE = Wait.ofSeconds(30);
  private static final Wait ANSWER_OF_LIVING = Wait.ofMillis(2_000);
  private static final Wait ANSWER_OF_DEAD = Wait.ofMillis(200);
  private static final int ATTEMPTS = 5;
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final LocalServerOptions options;
  private final ServerHome home;
  private final ServerAccount account;
  private final DataDirectory data;
  private final Watchdog watchdog;
  private final Platform platform = Platform.current();

  ServerStart(LocalServerOptions options, ServerHome home, ServerAccount account) {
    this.options = options;
    this.home = home;
    this.account = account;
    this.data = new DataDirectory(home, account);
    this.watchdog = new Watchdog(home);
  }

  /** Returns a running server: the one that is there, or a new one. */
  LocalServer run() throws IOException {
    Optional<PostmasterFile> noted = PostmasterFile.read(home.data());
    if (noted.isPresent()) {
      Optional<LocalServer> running = join(noted.get());
      if (running.isPresent()) {
        return running.get();
      }
    }
    Files.deleteIfExists(PostmasterFile.in(home.data()));
    return start();
  }

  /** Joins the server that is noted, or waits until it is gone. */
  private Optional<LocalServer> join(PostmasterFile noted) throws IOException {
    Optional<ProcessHandle> process = noted.process(home.data());
    Wait answer = process.isPresent() ? ANSWER_OF_LIVING : ANSWER_OF_DEAD;
    Optional<Lifeline> lifeline = Lifeline.join(home.users(), answer);
    if (process.isEmpty()) {
      if (lifeline.isPresent()) {
        lifeline.get().close();
        throw usedElsewhere();
      }
      return Optional.empty();
    }
    if (lifeline.isPresent()) {
      return Optional.of(joined(process.get(), watchdog.lease(lifeline.get())));
    }
    return isUnwatched(process.get())
        ? Optional.of(joined(process.get(), Lease.OF_ANOTHER))
        : Optional.empty();
  }

  /** Tells whether the server goes on without a watchdog; else it is gone when this returns. */
  private boolean isUnwatched(ProcessHandle process) throws IOException {
    boolean decided = GONE.until(() -> !process.isAlive() || isReady());
    if (!decided) {
      throw LocalProblems.failed("an earlier embedded PostgreSQL server does not stop")
          .at(home.data().toString())
          .because(home.lastWords())
          .hint("end the process " + process.pid() + ", or " + LocalProblems.OTHER_SERVER)
          .asException();
    }
    return process.isAlive();
  }

  private LocalServer joined(ProcessHandle process, Lease lease) throws IOException {
    try {
      data.checkMajor(options.version());
      return opened(process, lease);
    } catch (IOException | RuntimeException e) {
      lease.end();
      throw e;
    }
  }

  private LocalServer start() throws IOException {
    ServerPrograms programs =
        ServerPrograms.of(options.binaries(), options.version(), platform, options.cache());
    data.prepare(options, programs);
    for (int attempt = 1; true; attempt++) {
      try {
        return platform.windows() ? startByPgCtl(programs) : startWatched(programs);
      } catch (StartFailed e) {
        if (attempt == ATTEMPTS || !e.isPassing()) {
          throw LocalProblems.failed("the embedded PostgreSQL server does not start")
              .at(home.log().toString())
              .because(e.getMessage())
              .hint(LocalProblems.OTHER_SERVER)
              .asException();
        }
      }
    }
  }

  private LocalServer startWatched(ServerPrograms programs) throws IOException {
    account.own(home.data());
    account.checkReach(home.data());
    account.checkReach(programs.directory());
    Lifeline lifeline = Lifeline.create(home.users());
    Lease lease = watchdog.lease(lifeline);
    try {
      List<String> command = new ArrayList<>();
      command.addAll(List.of(programs.program("postgres"), "-D", home.data().toString()));
      command.addAll(serverOptions());
      return opened(watchdog.launch(command, account).toHandle(), lease);
    } catch (IOException | RuntimeException e) {
      lease.end();
      throw e;
    }
  }

  private LocalServer startByPgCtl(ServerPrograms programs) throws IOException {
    PgCtl control = new PgCtl(home, programs);
    Commands.Outcome outcome = control.start(serverOptions());
    if (!outcome.succeeded()) {
      throw new StartFailed(home.lastWords());
    }
    return opened(ProcessHandle.current(), control.lease());
  }

  /** Waits until a server accepts connections, or its process ends. */
  private LocalServer opened(ProcessHandle process, Lease lease) throws IOException {
    boolean decided = READY.until(() -> isReady() || !process.isAlive());
    Optional<PostmasterFile> file = PostmasterFile.read(home.data()).filter(PostmasterFile::ready);
    if (!decided || file.isEmpty()) {
      throw new StartFailed(home.lastWords());
    }
    return new LocalServer(file.get().port(), data.password(), lease);
  }

  private boolean isReady() throws IOException {
    return PostmasterFile.read(home.data()).filter(PostmasterFile::ready).isPresent();
  }

  private List<String> serverOptions() throws IOException {
    List<String> all = new ArrayList<>();
    all.addAll(List.of("-p", "" + freePort()));
    if (!options.durable()) {
      all.add("-F");
    }
    for (String setting :
        List.of(
            "listen_addresses=" + LocalServer.HOST,
            "unix_socket_directories=",
            "shared_buffers=16MB")) {
      all.addAll(List.of("-c", setting));
    }
    options.settings().forEach(setting -> all.addAll(List.of("-c", setting)));
    return List.copyOf(all);
  }

  /** Returns a port that is free now. Where another program takes it first, another is tried. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK))) {
      return socket.getLocalPort();
    }
  }

  private RuntimeException usedElsewhere() {
    return LocalProblems.failed("another container uses this directory for its PostgreSQL server")
        .at(home.directory().toString())
        .hint("wait for the build there, or " + LocalProblems.OTHER_SERVER)
        .asException();
  }

  /** A start that failed; the message is what the server said. */
  private static final class StartFailed extends IOException {
    private static final long serialVersionUID = 1L;

    StartFailed(String lastWords) {
      super(lastWords);
    }

    /** Tells whether another attempt with another port, a moment later, may work. */
    boolean isPassing() {
      return getMessage().contains("could not bind")
          || getMessage().contains("postmaster.pid\" already exists");
    }
  }
}
