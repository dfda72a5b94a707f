package io.github.saascore.postgres.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The account that the server runs as, because PostgreSQL refuses to run as root.
 *
 * <p>As an ordinary user the server simply runs as that user. As root the first of these that works
 * here is taken: a user namespace ({@code unshare -U}), in which the server no longer looks like
 * root while its files stay root's; else the account {@code nobody}, which then owns the data
 * directory. The default profile of Docker forbids the former and allows the latter.
 */
final class ServerAccount {
  private static final String NOBODY = "nobody";
  private static final String UID = "unix:uid";
  private static final int ROOT = 0;

  private final UnaryOperator<List<String>> wrapping;
  private final Optional<Integer> owner;

  private ServerAccount(UnaryOperator<List<String>> wrapping, Optional<Integer> owner) {
    this.wrapping = wrapping;
    this.owner = owner;
  }

  /**
   * Returns an account that can run the server.
   *
   * @throws io.github.saascore.revision.SaascoreException as root, where no way works
   */
  static ServerAccount current() {
    return isRoot() ? forRoot() : plain();
  }

  /** Returns the account of this process. */
  static ServerAccount plain() {
    return new ServerAccount(command -> command, Optional.empty());
  }

  /** Returns the account {@code nobody}, if root can change to it. */
  static Optional<ServerAccount> nobody() {
    return Stream.<UnaryOperator<List<String>>>of(
            prefix("setpriv", "--reuid=" + NOBODY, "--regid=65534", "--clear-groups"),
            prefix("runuser", "-u", NOBODY, "--"),
            command -> List.of("su", "-s", "/bin/sh", "-c", script(command), NOBODY),
            prefix("sudo", "-n", "-u", NOBODY))
        .flatMap(way -> idOf(way).map(id -> new ServerAccount(way, Optional.of(id))).stream())
        .findFirst();
  }

  /** Tells whether this process runs as root. */
  static boolean isRoot() {
    try {
      return uid(Path.of("/proc/self")).equals(ROOT);
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      // No /proc here: macOS, Windows.
      return "root".equals(System.getProperty("user.name"));
    }
  }

  /** Returns the command that runs a program as this account. */
  List<String> command(List<String> command) {
    return wrapping.apply(command);
  }

  /**
   * Gives a directory with all its content to this account, unless it has it.
   *
   * <p>The directory itself comes last: as long as it is not given, nothing counts as given.
   */
  void own(Path directory) throws IOException {
    if (owner.isEmpty() || owner.get().equals(uid(directory))) {
      return;
    }
    List<Path> all;
    try (Stream<Path> tree = Files.walk(directory)) {
      all = new ArrayList<>(tree.toList());
    }
    Collections.reverse(all);
    for (Path each : all) {
      Files.setAttribute(each, UID, owner.get(), LinkOption.NOFOLLOW_LINKS);
    }
  }

  /**
   * Checks that this account can reach a directory.
   *
   * @throws io.github.saascore.revision.SaascoreException with the directory that bars the way
   */
  void checkReach(Path directory) throws IOException {
    if (owner.isEmpty() || owner.get() == ROOT) {
      return;
    }
    for (Path each = directory.toRealPath(); each != null; each = each.getParent()) {
      boolean open =
          owner.get().equals(uid(each))
              || Files.getPosixFilePermissions(each).contains(PosixFilePermission.OTHERS_EXECUTE);
      if (!open) {
        throw LocalProblems.failed("the server cannot reach its files as the account 'nobody'")
            .at(each.toString())
            .because("PostgreSQL refuses to run as root, and only root may enter this directory")
            .hint(
                "run the build as an ordinary user, or: chmod o+x "
                    + Commands.quote(List.of(each.toString()))
                    + "\nor "
                    + LocalProblems.OTHER_SERVER)
            .asException();
      }
    }
  }

  private static Object uid(Path path) throws IOException {
    return Files.getAttribute(path, UID);
  }

  private static ServerAccount forRoot() {
    UnaryOperator<List<String>> namespace = prefix("unshare", "-U");
    if (idOf(namespace).isPresent()) {
      return new ServerAccount(namespace, Optional.of(ROOT));
    }
    return nobody()
        .orElseThrow(
            () ->
                LocalProblems.failed("the embedded PostgreSQL server cannot run as root")
                    .because(
                        "PostgreSQL refuses to run as root, and none of unshare -U, setpriv,"
                            + " runuser, su and sudo can change the account here")
                    .hint(
                        "run the build as an ordinary user, install util-linux, or "
                            + LocalProblems.OTHER_SERVER)
                    .asException());
  }

  private static UnaryOperator<List<String>> prefix(String... words) {
    return command -> {
      List<String> all = new ArrayList<>(List.of(words));
      all.addAll(command);
      return List.copyOf(all);
    };
  }

  private static String script(List<String> command) {
    return "exec " + Commands.quote(command);
  }

  /** Returns the user id that a way leads to, or nothing where it does not lead away from root. */
  private static Optional<Integer> idOf(UnaryOperator<List<String>> way) {
    try {
      Commands.Outcome outcome = Commands.run(way.apply(List.of("id", "-u")));
      return outcome.succeeded() && outcome.output().matches("[1-9]\\d{0,8}")
          ? Optional.of(Integer.valueOf(outcome.output()))
          : Optional.empty();
    } catch (IOException e) {
      // The program is not installed.
      return Optional.empty();
    }
  }
}
