package io.github.saascore.postgres.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The unpacked programs of one server version.
 *
 * @param directory holds {@code bin}, {@code lib} and {@code share}
 * @param platform what they were built for
 */
record ServerPrograms(Path directory, Platform platform) {

  /**
   * Returns the programs from the cache, unpacked first where they are not there yet.
   *
   * <p>They are unpacked beside their place and then moved there in one step: a build that is
   * killed meanwhile leaves nothing that a later one could mistake for a server.
   */
  static ServerPrograms of(
      ServerBinaries binaries, ServerVersion version, Platform platform, Path cache) {
    Path home = cache.resolve("pg-" + version + "-" + platform);
    ServerPrograms programs = new ServerPrograms(home, platform);
    if (!programs.complete()) {
      Path jar = binaries.jar(version, platform);
      try {
        Files.createDirectories(cache);
        Trees.sweep(cache);
        programs.unpack(jar);
      } catch (IOException e) {
        throw LocalProblems.failed(
            "unable to unpack PostgreSQL " + version + " to " + home, jar, e);
      }
    }
    return programs;
  }

  /** Returns the path of one program: {@code initdb}, {@code pg_ctl} or {@code postgres}. */
  String program(String name) {
    return directory.resolve("bin").resolve(platform.windows() ? name + ".exe" : name).toString();
  }

  private boolean complete() {
    return Files.isExecutable(Path.of(program("postgres")))
        && Files.isExecutable(Path.of(program("initdb")))
        && Files.isDirectory(directory.resolve("lib"))
        && Files.isDirectory(directory.resolve("share"));
  }

  private void unpack(Path jar) throws IOException {
    Path unfinished = Trees.unfinished(directory);
    try {
      Files.createDirectory(unfinished);
      ServerArchive.unpack(jar, unfinished);
      if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS) && !complete()) {
        // Something else than an interrupted build damaged it, for example a sweeper of old files.
        Trees.delete(directory);
      }
      Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // Another build may have been faster; then its result is as good as ours.
      if (!complete()) {
        throw e;
      }
    } finally {
      Trees.delete(unfinished);
    }
  }
}
