package io.github.saascore.mojo;

import io.github.saascore.engine.drift.CheckResult;
import io.github.saascore.engine.drift.KnownWays;
import io.github.saascore.engine.drift.KnownWaysFile;
import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.script.Placeholders;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.maven.artifact.ArtifactUtils;
import org.apache.maven.plugin.logging.Log;

/**
 * What checks of a project have found out about ways back. It saves time and decides nothing, so
 * that a memory that cannot be read or written costs a warning.
 *
 * @param file where it is kept
 * @param conditions what it depends on; none where nothing is to be remembered
 * @param log where to warn
 */
record WaysMemory(KnownWaysFile file, Optional<String> conditions, Log log) {
  private static final Path FILE = Path.of(EmbeddedServer.DIRECTORY, "check", "ways");

  /**
   * Returns the memory of a project for one server.
   *
   * @param wanted whether anything is to be remembered
   */
  static WaysMemory of(
      MavenContext maven, Scratch scratch, Placeholders placeholders, boolean wanted, Log log) {
    return new WaysMemory(
        new KnownWaysFile(maven.basedir().resolve(FILE)),
        scratch
            .server()
            .identity()
            .filter(any -> wanted)
            .map(
                server ->
                    String.join(
                        "\n",
                        plugin(maven),
                        server,
                        scratch.schema(),
                        texts(placeholders.values()))),
        log);
  }

  /** A snapshot's version stays the same while its code changes. */
  private static String plugin(MavenContext maven) {
    String version = maven.execution().getVersion();
    File jar =
        maven.execution().getMojoDescriptor().getPluginDescriptor().getPluginArtifact().getFile();
    return ArtifactUtils.isSnapshot(version) ? version + " of " + jar.lastModified() : version;
  }

  private static String texts(Map<String, String> values) {
    return new TreeMap<>(values).toString();
  }

  /** Returns what is known. */
  KnownWays read() {
    try {
      return conditions.isPresent() ? file.read(conditions.get()) : KnownWays.none();
    } catch (IOException e) {
      log.warn("what earlier checks have found cannot be read, so that all is tried: " + e);
      return new KnownWays(conditions, Map.of());
    }
  }

  /** Remembers what a check has found, if that is more or less than what was known. */
  void keep(KnownWays before, CheckResult result) {
    KnownWays now = before.learnt(result);
    boolean isNew = !now.ways().keySet().equals(before.ways().keySet());
    if (conditions.isPresent() && isNew) {
      try {
        file.write(now);
      } catch (IOException e) {
        log.warn("what was found cannot be kept, so that the next check tries all again: " + e);
      }
    }
  }
}
