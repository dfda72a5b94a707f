package io.github.saascore.postgres.local;

import java.nio.file.Path;
import java.util.List;

/**
 * How a local server is started.
 *
 * @param binaries where its programs come from
 * @param cache where they are unpacked, once for all projects
 * @param home the directory of this one server, which holds its data, log and password
 * @param version which PostgreSQL
 * @param durable whether commits survive a crash of the machine ({@code fsync}); without it
 *     everything that only runs for tests is several times faster
 * @param settings further server settings, each as {@code name=value}
 */
public record LocalServerOptions(
    ServerBinaries binaries,
    Path cache,
    Path home,
    ServerVersion version,
    boolean durable,
    List<String> settings) {

  /** Copies the settings. */
  public LocalServerOptions {
    settings = List.copyOf(settings);
  }

  /** Returns options for a database that a person works with: its data survives a crash. */
  public static LocalServerOptions development(
      ServerBinaries binaries, Path home, ServerVersion version) {
    return new LocalServerOptions(
        binaries, CacheDirectory.standard(), home, version, true, List.of());
  }

  /** Returns options for a server whose data may be lost: fast, {@code fsync} is off. */
  public static LocalServerOptions scratch(
      ServerBinaries binaries, Path home, ServerVersion version) {
    return new LocalServerOptions(
        binaries, CacheDirectory.standard(), home, version, false, List.of());
  }

  /** Returns these options with the programs unpacked elsewhere. */
  public LocalServerOptions withCache(Path newCache) {
    return new LocalServerOptions(binaries, newCache, home, version, durable, settings);
  }

  /** Returns these options with other server settings, each as {@code name=value}. */
  public LocalServerOptions withSettings(List<String> newSettings) {
    return new LocalServerOptions(binaries, cache, home, version, durable, newSettings);
  }
}
