package io.github.saascore.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a run of the benchmark measures.
 *
 * @param parts what to measure: {@code revisions}, {@code drop}, {@code latency}, {@code inserts},
 *     {@code copy}, {@code snapshot}, {@code check}
 * @param peers whom to measure beside the plugin: {@code psql}, {@code flyway}, {@code liquibase}
 * @param sizes how many revisions the sets have
 * @param tables how many tables the schemas have that are read
 * @param pairs how often everything is measured, in turn
 * @param longPairs how often a peer is measured that takes far longer than the others
 * @param insertMegabytes how many megabytes of INSERT statements one revision has
 * @param directory where everything is written
 * @param version the version of the plugin
 */
record BenchmarkOptions(
    Set<String> parts,
    Set<String> peers,
    List<Integer> sizes,
    List<Integer> tables,
    int pairs,
    int longPairs,
    int insertMegabytes,
    Path directory,
    String version) {
  private static final String ALL_PARTS = "revisions,drop,latency,inserts,copy,snapshot,check";
  private static final String ALL_PEERS = "psql,flyway,liquibase";

  /** Reads the options from the system's properties, all of which begin with {@code bench.}. */
  static BenchmarkOptions read() {
    int pairs = Integer.parseInt(property("pairs", "5"));
    return new BenchmarkOptions(
        names("parts", ALL_PARTS),
        names("peers", ALL_PEERS),
        numbers("sizes", "10,100,1000,5000"),
        numbers("tables", "100,1000,5000"),
        pairs,
        Integer.parseInt(property("longPairs", "" + Math.min(pairs, 1))),
        Integer.parseInt(property("insertMegabytes", "50")),
        Path.of(property("directory", "target/bench")).toAbsolutePath(),
        property("version", "0.1.0-SNAPSHOT"));
  }

  boolean has(String part) {
    return parts.contains(part);
  }

  /** Returns whether anything is measured that runs Maven. */
  boolean hasGoals() {
    return parts.stream().anyMatch(part -> !part.equals("snapshot"));
  }

  private static List<Integer> numbers(String name, String otherwise) {
    return names(name, otherwise).stream().map(Integer::valueOf).sorted().toList();
  }

  private static Set<String> names(String name, String otherwise) {
    return new TreeSet<>(Arrays.asList(property(name, otherwise).split("\\s*,\\s*")));
  }

  private static String property(String name, String otherwise) {
    String value = System.getProperty("bench." + name, "");
    return value.isBlank() ? otherwise : value;
  }
}
