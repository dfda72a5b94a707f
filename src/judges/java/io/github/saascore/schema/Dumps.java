package io.github.saascore.schema;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Asks PostgreSQL's own {@code pg_dump} of the server's major version: is what our script reached
 * the same to it, and is nothing different after a dump and a restore.
 */
final class Dumps implements AutoCloseable {
  private final Path programs;
  private final PairDatabase database;

  Dumps(Path programs, String server, String name) {
    this.programs = programs;
    this.database = new PairDatabase(server, name);
  }

  /** Returns the directory with {@code pg_dump} and {@code psql} of a version, as Debian has it. */
  static Optional<Path> programs(int major) {
    return Stream.of(
            Path.of("/usr/lib/postgresql/" + major + "/bin"),
            Path.of("/usr/pgsql-" + major + "/bin"),
            Path.of("/opt/homebrew/opt/postgresql@" + major + "/bin"))
        .filter(directory -> Files.isExecutable(directory.resolve("pg_dump")))
        .findFirst();
  }

  /**
   * What the dumps say of a pair.
   *
   * @param same whether b by our script and b as it was written are dumped alike, up to the order
   *     of lines: columns that are added come last
   * @param quiet whether b after a dump and a restore differs by nothing
   * @param detail what differs
   */
  record Verdict(boolean same, boolean quiet, String detail) {}

  Verdict judge(Pair pair) throws SQLException, IOException, InterruptedException {
    database.load(pair, pair.b());
    Snapshot wanted = database.read();
    String written = dump();
    database.empty();
    String printed = run(written, "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", libpqUrl());
    Difference noise = Difference.between(database.read(), wanted, DifferenceOptions.everything());
    database.load(pair, pair.a());
    Difference way = Difference.between(database.read(), wanted, DifferenceOptions.everything());
    PairRun.apply(database.connection(), way.script());
    List<String> reached = lines(dump());
    List<String> lines = lines(written);
    List<String> surplus = new ArrayList<>(reached);
    lines.forEach(surplus::remove);
    reached.forEach(lines::remove);
    return new Verdict(
        surplus.isEmpty() && lines.isEmpty(),
        noise.isEmpty(),
        printed + PairRun.describe(noise) + "\nonly reached " + surplus + "\nonly wanted " + lines);
  }

  private String dump() throws IOException, InterruptedException {
    // Since its security releases of 2025 a dump begins and ends with a random word.
    return run("", "pg_dump", "--schema-only", "-d", libpqUrl())
        .replaceAll("(?m)^\\\\(un)?restrict .*\n", "");
  }

  /** libpq knows but few of the driver's parameters. */
  private String libpqUrl() {
    String[] url = database.url().substring("jdbc:".length()).split("\\?", 2);
    return url[0]
        + "?"
        + Stream.of(url[1].split("&"))
            .filter(parameter -> parameter.matches("(user|password)=.*"))
            .collect(Collectors.joining("&"));
  }

  private static List<String> lines(String dump) {
    List<String> lines = new ArrayList<>();
    dump.lines().map(line -> line.strip().replaceAll(",$", "")).forEach(lines::add);
    Collections.sort(lines);
    return lines;
  }

  private String run(String input, String program, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(programs.resolve(program).toString()));
    command.addAll(List.of(words));
    Path file = Files.createTempFile("saascore-dump", ".sql");
    try {
      Files.writeString(file, input);
      Process process =
          new ProcessBuilder(command)
              .redirectInput(file.toFile())
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return output;
    } finally {
      Files.delete(file);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
