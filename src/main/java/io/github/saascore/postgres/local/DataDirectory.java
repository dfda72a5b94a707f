package io.github.saascore.postgres.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** Makes the data of a server, once, and the superuser's password with it. */
final class DataDirectory {
  private static final int PASSWORD_BYTES = 24;

  /** The widest that a server takes. */
  private static final Set<PosixFilePermission> GROUP_MAY_READ =
      PosixFilePermissions.fromString("rwxr-x---");

  private final ServerHome home;
  private final ServerAccount account;

  DataDirectory(ServerHome home, ServerAccount account) {
    this.home = home;
    this.account = account;
  }

  /**
   * Makes the data where it is not there yet.
   *
   * @throws io.github.saascore.revision.SaascoreException where it is there, but of another major
   */
  void prepare(LocalServerOptions options, ServerPrograms programs) throws IOException {
    if (!Files.exists(home.data())) {
      make(programs, options.durable());
    }
    keepPrivate();
    checkMajor(options.version());
  }

  /** A copy of the data may have been made for everybody to read; no server starts on that. */
  private void keepPrivate() throws IOException {
    if (home.data().getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Set<PosixFilePermission> found = Files.getPosixFilePermissions(home.data());
      if (!GROUP_MAY_READ.containsAll(found)) {
        Files.setPosixFilePermissions(home.data(), PosixFilePermissions.fromString("rwx------"));
      }
    }
  }

  /** Returns the superuser's password. */
  String password() throws IOException {
    if (!Files.isRegularFile(home.passwordFile())) {
      throw LocalProblems.failed("the password of the embedded PostgreSQL server is lost")
          .at(home.passwordFile().toString())
          .hint("delete " + home.directory() + "; the next run makes a new, empty database there")
          .asException();
    }
    return Files.readString(home.passwordFile()).strip();
  }

  /**
   * Checks that the data belongs to a major.
   *
   * @throws io.github.saascore.revision.SaascoreException where it is of another one
   */
  void checkMajor(ServerVersion version) throws IOException {
    String found = Files.readString(home.data().resolve("PG_VERSION")).strip();
    if (!found.equals("" + version.major())) {
      throw LocalProblems.failed(
              "the data is of PostgreSQL " + found + ", the server of " + version.major())
          .at(home.data().toString())
          .hint(
              "-Dsaascore.url=embedded:"
                  + found
                  + "\nor delete "
                  + home.directory()
                  + " for a new, empty database")
          .asException();
    }
  }

  /**
   * Runs initdb in an unfinished place. The data is moved to its own place last, so that data which
   * is there is always whole.
   */
  private void make(ServerPrograms programs, boolean durable) throws IOException {
    Trees.sweep(home.directory());
    Path unfinished = Trees.unfinished(home.data());
    try {
      Files.createDirectory(unfinished);
      String password = newPassword();
      Path passwordFile = writePrivately(unfinished.resolve("password"), password);
      Path data = Files.createDirectory(unfinished.resolve("data"));
      account.own(unfinished);
      account.checkReach(data);
      account.checkReach(programs.directory());
      initdb(programs, data, passwordFile, durable);
      Path mine = writePrivately(unfinished.resolve("password.mine"), password);
      Files.move(mine, home.passwordFile(), StandardCopyOption.ATOMIC_MOVE);
      Files.move(data, home.data(), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Trees.delete(unfinished);
    }
  }

  private void initdb(ServerPrograms programs, Path data, Path passwordFile, boolean durable)
      throws IOException {
    Commands.Outcome outcome =
        Commands.run(
            account.command(
                List.of(
                    programs.program("initdb"),
                    "--pgdata=" + data,
                    "--username=" + LocalServer.SUPERUSER,
                    "--pwfile=" + passwordFile,
                    auth(durable),
                    "--encoding=UTF8",
                    "--no-locale",
                    "--no-instructions",
                    durable ? "--data-checksums" : "--no-sync")));
    if (!outcome.succeeded()) {
      throw LocalProblems.failed("unable to make a database for the embedded PostgreSQL server")
          .at(data.toString())
          .because(outcome.output())
          .hint(LocalProblems.OTHER_SERVER)
          .asException();
    }
  }

  /**
   * Returns how connections prove the password. A scratch server takes it as it is: it leaves no
   * log behind and never goes beyond this machine, and the thousands of hashes of SCRAM take a
   * driver that has just been loaded half a second.
   */
  private static String auth(boolean durable) {
    return durable ? "--auth=scram-sha-256" : "--auth=password";
  }

  /** Writes a file that only its owner may read. */
  private static Path writePrivately(Path file, String text) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    return Files.writeString(file, text + "\n");
  }

  private static String newPassword() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
