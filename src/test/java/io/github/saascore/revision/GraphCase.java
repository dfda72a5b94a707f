package io.github.saascore.revision;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One case of a cases file: a graph, what a database has, a command, and what should come out. */
record GraphCase(JsonObject json) {

  /** Reads the cases of a file; a file of another kind has none. */
  static List<GraphCase> read(Path file) {
    try {
      JsonElement top = JsonParser.parseString(Files.readString(file));
      if (!top.isJsonObject() || !(top.getAsJsonObject().get("cases") instanceof JsonArray cases)) {
        return List.of();
      }
      return cases.asList().stream()
          .filter(JsonElement::isJsonObject)
          .map(JsonElement::getAsJsonObject)
          .filter(each -> each.has("graph") && each.has("command"))
          .map(GraphCase::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the cases of all files in a directory. */
  static List<GraphCase> readAll(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .flatMap(file -> read(file).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return json.get("name").getAsString();
  }

  String command() {
    return json.get("command").getAsString();
  }

  boolean isTightened() {
    return text("advice").filter("tighten"::equals).isPresent();
  }

  JsonObject expect() {
    return json.getAsJsonObject("expect");
  }

  RevisionGraph graph() {
    List<Revision> revisions = new ArrayList<>();
    for (JsonElement each : json.getAsJsonArray("graph")) {
      JsonObject revision = each.getAsJsonObject();
      String id = revision.get("rev").getAsString();
      revisions.add(
          new Revision(
              RevisionId.of(id),
              strings(revision.get("down")).stream().map(RevisionId::of).toList(),
              strings(revision.get("depends")),
              strings(revision.get("labels")),
              id));
    }
    return RevisionGraph.of(revisions);
  }

  Set<RevisionId> rows() {
    Set<RevisionId> rows = new LinkedHashSet<>();
    strings(json.get("heads_in_db")).forEach(row -> rows.add(RevisionId.of(row)));
    return rows;
  }

  Optional<String> target() {
    return strings(json.get("target")).stream().findFirst();
  }

  List<Target> targets() {
    return strings(json.get("target")).stream().map(Target::parse).toList();
  }

  boolean option(String name) {
    JsonElement value = optionValue(name);
    return value != null && value.isJsonPrimitive() && value.getAsBoolean();
  }

  List<String> optionTexts(String name) {
    return strings(optionValue(name));
  }

  private JsonElement optionValue(String name) {
    return json.get("options") instanceof JsonObject options ? options.get(name) : null;
  }

  private Optional<String> text(String key) {
    return strings(json.get(key)).stream().findFirst();
  }

  /** Returns a text or a list of texts as a list; empty for null and for what is not there. */
  static List<String> strings(JsonElement element) {
    if (element == null || element.isJsonNull()) {
      return List.of();
    }
    return element.isJsonArray()
        ? element.getAsJsonArray().asList().stream().map(JsonElement::getAsString).toList()
        : List.of(element.getAsString());
  }

  @Override
  public String toString() {
    return name();
  }
}
