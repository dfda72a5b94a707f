package io.github.saascore.schema;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Two schemas that a difference has to lead between.
 *
 * @param suite the collection it comes from
 * @param name its name there
 * @param setup what is loaded before either side
 * @param a the one side
 * @param b the other side
 * @param roles what roles both sides need
 * @param older whether it loads on PostgreSQL 15 too
 */
record Pair(
    String suite,
    String name,
    String setup,
    String a,
    String b,
    List<String> roles,
    boolean older) {

  static List<Pair> read(Path directory) throws IOException {
    List<Pair> pairs = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> found = Files.list(directory)) {
      files = found.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    }
    for (Path file : files) {
      String suite = file.getFileName().toString().replace(".jsonl", "");
      for (String line : Files.readAllLines(file)) {
        pairs.add(parse(suite, new Gson().fromJson(line, JsonObject.class)));
      }
    }
    return pairs;
  }

  private static Pair parse(String suite, JsonObject json) {
    List<String> roles = new ArrayList<>();
    Optional.ofNullable(json.getAsJsonArray("roles"))
        .ifPresent(list -> list.forEach(role -> roles.add(role.getAsString())));
    return new Pair(
        suite,
        json.get("case").getAsString(),
        json.has("setup") ? json.get("setup").getAsString() : "",
        json.get("a").getAsString(),
        json.get("b").getAsString(),
        roles,
        json.get("pg15").getAsBoolean());
  }

  /**
   * Returns whether a side names objects to rename, which nobody can know from the schemas alone.
   */
  boolean renames() {
    return b.contains("@renamed");
  }
}
