package io.github.saascore.bench;

import io.github.saascore.bench.Contender.Work;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Measures one revision with much data: INSERT statements, or COPY. */
final class DataPart {
  static final String INSERTS = "MB of INSERTs in one revision";
  static final String COPY = "thousand rows by COPY";
  static final int COPY_THOUSANDS = 200;

  private static final String TABLE =
      "CREATE TABLE big (id bigint PRIMARY KEY, name text NOT NULL, note text, amount numeric);\n";
  private static final String TEXT = "the quick brown fox jumps over the lazy dog";

  private final Bench bench;

  DataPart(Bench bench) {
    this.bench = bench;
  }

  /** Measures INSERT statements against {@code psql -1}. */
  void inserts() {
    int megabytes = bench.options().insertMegabytes();
    measure(INSERTS, megabytes, out -> inserts(out, megabytes), false);
  }

  /** Measures COPY against psql and Flyway. */
  void copy() {
    measure(COPY, COPY_THOUSANDS, DataPart::copy, true);
  }

  @FunctionalInterface
  private interface Text {
    void write(BufferedWriter out) throws IOException;
  }

  private static void inserts(BufferedWriter out, int megabytes) throws IOException {
    long left = megabytes * 1_000_000L;
    for (int i = 1; left > 0; i++) {
      String line =
          "INSERT INTO big (id, name, note, amount) VALUES (%d, 'name %d', '%s', %d.%02d);%n"
              .formatted(i, i, TEXT, i, i % 100);
      out.write(line);
      left -= line.length();
    }
  }

  private static void copy(BufferedWriter out) throws IOException {
    out.write("COPY big (id, name, note, amount) FROM stdin;\n");
    for (int i = 1; i <= COPY_THOUSANDS * 1000; i++) {
      out.write("%d\tname %d\t%s\t%d.%02d%n".formatted(i, i, TEXT, i, i % 100));
    }
    out.write("\\.\n");
  }

  private void measure(String words, int set, Text text, boolean withFlyway) {
    for (Contender contender : bench.contenders()) {
      write(contender, bench.project("data", contender), text);
    }
    for (int round = 0; round < bench.options().pairs(); round++) {
      for (Contender contender : bench.contenders(round)) {
        boolean left = contender instanceof LiquibasePlugin;
        if (!left && (withFlyway || !(contender instanceof FlywayPlugin))) {
          Place place = bench.server().fresh();
          Path project = bench.options().directory().resolve("projects/data-" + contender.name());
          Optional<List<String>> command =
              contender instanceof Psql
                  ? Optional.of(Psql.file(place, List.of("-1"), "all.sql"))
                  : contender.command(Work.FIRST, place);
          Figures figures = bench.run(contender.name(), project, command.orElseThrow());
          bench.results().add(words, set, contender.name(), figures);
          bench.server().drop(place);
        }
      }
    }
  }

  private static void write(Contender contender, Path project, Text text) {
    String name =
        contender instanceof OwnPlugin
            ? "src/main/migrations/r1_data.sql"
            : contender instanceof FlywayPlugin ? "migrations/V1__data.sql" : "all.sql";
    Path file = project.resolve(name);
    ProjectFiles.write(file, "");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      if (contender instanceof OwnPlugin) {
        out.write("-- revision: r1\n-- down_revision: base\n\n-- saascore:upgrade\n");
      }
      out.write(TABLE);
      text.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
