package io.github.saascore.postgres.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts servers that stop by themselves when nobody uses them any more, on any Unix. */
final class Watchdog {
  /** Long enough for a watchdog on a busy machine, and only waited where there is none. */
  private static final Wait STOPPING = Wait.ofMillis(300);

  private static final Wait STOPPED = Wait.ofSeconds(20);

  /**
   * Runs the server and waits for the end of its own input, the {@link Lifeline}.
   *
   * <p>SIGINT is PostgreSQL's fast shutdown. It is sent until it works, because a server that has
   * just been started still ignores it. Ctrl-C at the terminal is not for the watchdog: another
   * build may use the server.
   */
  private static final String SCRIPT =
      """
      exec 3<&0 </dev/null
      trap '' HUP INT
      "$@" 3<&- &
      server=$!
      trap 'kill -INT "$server"' TERM
      { while read -r line; do :; done
        while kill -INT "$server" 2>/dev/null; do sleep 1; done; } <&3 &
      reader=$!
      exec 3<&-
      wait "$server"; status=$?
      while kill -0 "$server" 2>/dev/null; do wait "$server"; status=$?; done
      kill "$reader" 2>/dev/null
      exit "$status"
      """;

  private final ServerHome home;

  Watchdog(ServerHome home) {
    this.home = home;
  }

  /** Starts the server's process; it is not ready yet. */
  Process launch(List<String> server, ServerAccount account) throws IOException {
    List<String> watched = new ArrayList<>(List.of("sh", "-c", SCRIPT, "saascore-watchdog"));
    watched.addAll(server);
    // A session of its own, so that Ctrl-C for one build does not reach a server that two use. It
    // comes before the change of the account: some ways of that start a session themselves, and
    // setsid would then go to the background.
    List<String> command = new ArrayList<>();
    Commands.find("setsid").map(Path::toString).ifPresent(command::add);
    command.addAll(account.command(watched));
    return Commands.prepare(command)
        .directory(home.data().toFile())
        .redirectInput(home.users().toFile())
        .redirectOutput(home.log().toFile())
        .start();
  }

  /** Returns the lease that a lifeline is. */
  Lease lease(Lifeline lifeline) {
    return () -> {
      Optional<ProcessHandle> server =
          PostmasterFile.read(home.data()).flatMap(file -> file.process(home.data()));
      lifeline.close();
      if (server.isPresent()) {
        awaitStop(server.get());
      }
    };
  }

  /** Waits for a server that stops, but not for one that others still use. */
  private void awaitStop(ProcessHandle server) throws IOException {
    boolean stops =
        STOPPING.until(
            () ->
                !server.isAlive()
                    || PostmasterFile.read(home.data())
                        .map(PostmasterFile::status)
                        .filter("ready"::equals)
                        .isEmpty());
    if (stops) {
      STOPPED.until(() -> !server.isAlive());
    }
  }
}
