package io.github.saascore.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Measures the installed plugin beside Flyway, Liquibase and psql, in turn, on the same generated
 * migrations and the same server, and prints the medians and ratios as a table.
 *
 * <p>{@code mvn -Pbench install} runs it; CONTRIBUTING names the properties that choose parts and
 * sizes. Nothing is asserted: figures say something only beside those of the same run.
 */
public final class Benchmark {
  private Benchmark() {}

  /** Runs what the properties beginning with {@code bench.} say. */
  public static void main(String[] arguments) throws IOException {
    BenchmarkOptions options = BenchmarkOptions.read();
    Files.createDirectories(options.directory());
    System.out.println("benchmark of " + options);
    try (Bench bench = new Bench(options)) {
      if (options.hasGoals()) {
        warmUp(bench);
      }
      measure(bench);
      String report =
          machine() + "\n" + bench.results().table() + "\n" + new Aims(bench.results()).table();
      System.out.println("\n" + report);
      Path file = options.directory().resolve("benchmark.md");
      Files.writeString(file, report);
      System.out.println("written to " + file);
    }
  }

  private static void measure(Bench bench) {
    BenchmarkOptions options = bench.options();
    for (int size : options.sizes()) {
      if (options.has("revisions")) {
        new RevisionsPart(bench, size).run();
      }
      if (options.has("drop")) {
        new DropPart(bench, size).run();
      }
    }
    if (options.has("snapshot")) {
      options.tables().forEach(size -> new SnapshotPart(bench, size).run());
    }
    if (options.has("check")) {
      new CheckPart(bench).run();
    }
    if (options.has("latency")) {
      new LatencyPart(bench).run();
    }
    if (options.has("copy")) {
      new DataPart(bench).copy();
    }
    if (options.has("inserts")) {
      new DataPart(bench).inserts();
    }
  }

  /** Runs each tool once: with the network where its plugin is not in the local repository yet. */
  private static void warmUp(Bench bench) {
    for (Contender contender : bench.contenders()) {
      Path project = bench.project("warm", contender);
      contender.write(project, RevisionSet.first(1).migrations());
      Place place = bench.server().fresh();
      List<String> offline = contender.command(Contender.Work.FIRST, place).orElseThrow();
      List<String> online = offline.stream().filter(word -> !word.equals("-o")).toList();
      if (bench.run(contender.name(), project, offline).failed()
          && bench.run(contender.name(), project, online).failed()) {
        throw new IllegalStateException(contender.name() + " does not run; see above");
      }
      bench.server().drop(place);
    }
  }

  private static String machine() throws IOException {
    Path memory = Path.of("/proc/meminfo");
    String total =
        Files.exists(memory)
            ? Files.readAllLines(memory).get(0).replaceAll("\\s+", " ")
            : "memory unknown";
    Path load = Path.of("/proc/loadavg");
    return """
    Machine: %s %s, %d processors, %s; Java %s. Load at the end: %s.
    Command: mvn -Pbench install%s
    """
        .formatted(
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors(),
            total,
            System.getProperty("java.version"),
            Files.exists(load) ? Files.readString(load).strip() : "unknown",
            properties());
  }

  private static String properties() {
    StringBuilder text = new StringBuilder();
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("bench.") && !name.equals("bench.version"))
        .sorted()
        .forEach(
            name -> text.append(" -D").append(name).append('=').append(System.getProperty(name)));
    return text.toString();
  }
}
