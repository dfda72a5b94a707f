package io.github.saascore.engine.drift;

import io.github.saascore.script.IgnoredDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where ways back that were found good are kept between checks: a line for each, with the digest of
 * its trail and, behind tabs, what it loses. Whoever deletes the file loses nothing but time.
 *
 * @param path the file; its directory is made where it is missing, and kept out of version control
 */
public record KnownWaysFile(Path path) {
  private static final String FORMAT = "saascore ways back 1";
  private static final String BETWEEN = "\t";

  /**
   * Reads what is kept, if anything is; a file of another format is as none.
   *
   * @param conditions what the ways have to depend on, as for {@link KnownWays}
   * @throws IOException where the file cannot be read
   */
  public KnownWays read(String conditions) throws IOException {
    List<String> lines = Files.exists(path) ? Files.readAllLines(path) : List.of();
    Map<String, WayBack> ways = new LinkedHashMap<>();
    if (!lines.isEmpty() && lines.get(0).equals(FORMAT)) {
      for (String line : lines.subList(1, lines.size())) {
        List<String> parts = Arrays.asList(line.split(BETWEEN));
        List<String> losses = parts.subList(1, parts.size());
        ways.put(
            parts.get(0), losses.isEmpty() ? new WayBack.Reversible() : new WayBack.Lossy(losses));
      }
    }
    return new KnownWays(Optional.of(conditions), ways);
  }

  /**
   * Keeps what is known, in place of what was kept before; a check that reads at the same time sees
   * one or the other.
   *
   * @throws IOException where the file cannot be written
   */
  public void write(KnownWays known) throws IOException {
    Path directory = IgnoredDirectory.make(path.toAbsolutePath().getParent());
    Path draft = Files.createTempFile(directory, "ways", null);
    try {
      Files.write(
          draft,
          Stream.concat(
                  Stream.of(FORMAT),
                  known.ways().entrySet().stream().flatMap(KnownWaysFile::line).sorted())
              .toList());
      Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** A name that has a tab or a line's end in it is found out anew each time. */
  private static Stream<String> line(Map.Entry<String, WayBack> way) {
    List<String> losses =
        way.getValue() instanceof WayBack.Lossy lossy ? lossy.losses() : List.of();
    return losses.stream().anyMatch(loss -> loss.matches("(?s).*[\\t\\r\\n].*"))
        ? Stream.empty()
        : Stream.of(
            Stream.concat(Stream.of(way.getKey()), losses.stream())
                .collect(Collectors.joining(BETWEEN)));
  }
}
