package io.github.saascore.bench;

import io.github.saascore.bench.RevisionSet.Migration;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The server's own client, which runs the same SQL and keeps no record: the floor of the work. */
record Psql() implements Contender {
  static final String NAME = "psql";

  /** Drops the tables in batches of 100, each a transaction. */
  private static final String DROP =
      """
      SELECT 'DROP TABLE ' || string_agg(name, ', ') || ' CASCADE'
        FROM (SELECT format('%I', relname) AS name, row_number() OVER (ORDER BY oid) / 100 AS batch
                FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace) t
       GROUP BY batch ORDER BY batch
      \\gexec
      """;

  /** Tells whether it is installed. */
  static boolean isThere() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, NAME)));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void prepare(Path project) {
    ProjectFiles.write(project.resolve("drop.sql"), DROP);
  }

  @Override
  public void write(Path project, List<Migration> migrations) {
    if (!migrations.isEmpty()) {
      RevisionSet set =
          new RevisionSet(
              migrations.get(0).number(), migrations.get(migrations.size() - 1).number());
      ProjectFiles.write(project.resolve("all.sql"), set.script());
    }
  }

  @Override
  public Optional<List<String>> command(Work work, Place place) {
    return switch (work) {
      case FIRST, PENDING -> Optional.of(file(place, List.of(), "all.sql"));
      case DROP -> Optional.of(file(place, List.of(), "drop.sql"));
      case NOTHING, HISTORY -> Optional.empty();
    };
  }

  /** Returns the command that runs a script. */
  static List<String> file(Place place, List<String> options, String script) {
    List<String> command =
        new ArrayList<>(List.of("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null"));
    command.addAll(options);
    command.addAll(
        List.of(
            "-d",
            "postgresql://%s:%s@%s:%d/%s"
                .formatted(
                    place.user(), place.password(), place.host(), place.port(), place.database()),
            "-f",
            script));
    return command;
  }
}
