package io.github.saascore.engine.hazard;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A script with what another tool says about it.
 *
 * @param scope whether {@code rules} is all that the tool finds ({@code complete})
 * @param context scripts that ran before
 * @param rules the families that the tool finds
 * @param mustNot the families that it must not find
 * @param natives its own names of the rules
 * @param version the server's major version that the tool was told; 0 without any
 * @param assumed whether the tool was told that the script runs in a transaction
 */
record HazardCase(
    String id,
    String tool,
    String scope,
    List<String> context,
    String sql,
    Set<String> rules,
    Set<String> mustNot,
    Set<String> natives,
    int version,
    boolean assumed) {
  private static final Pattern IGNORED = Pattern.compile("(eugene|pgfence): ignore ([^\\n]*)");
  private static final String SEQUENCE = "pg-migration-lint";

  /** Returns all cases; a sequence of files has the earlier files of it as context. */
  static List<HazardCase> read(Path file) {
    try {
      List<HazardCase> cases = new ArrayList<>();
      for (JsonElement element :
          JsonParser.parseString(Files.readString(file))
              .getAsJsonObject()
              .getAsJsonArray("cases")) {
        cases.add(of(element.getAsJsonObject(), cases));
      }
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HazardCase of(JsonObject json, List<HazardCase> before) {
    String tool = json.get("tool").getAsString();
    Optional<JsonObject> settings =
        Optional.ofNullable(json.get("settings")).map(JsonElement::getAsJsonObject);
    List<String> context =
        json.get("context").isJsonArray()
            ? texts(json, "context").toList()
            : before.stream()
                .filter(one -> one.tool.equals(tool) && series(one.id).equals(series(id(json))))
                .map(HazardCase::sql)
                .toList();
    return new HazardCase(
        id(json),
        tool,
        json.get("scope").getAsString(),
        context,
        json.get("sql").getAsString(),
        new TreeSet<>(texts(json, "rules").toList()),
        new TreeSet<>(texts(json, "must_not").toList()),
        new TreeSet<>(texts(json, "native").toList()),
        settings
            .map(all -> all.get("pg_version"))
            .map(version -> Integer.parseInt(version.getAsString().replaceFirst("\\..*", "")))
            .orElse(0),
        settings
            .map(all -> all.get("assume_in_transaction"))
            .filter(JsonElement::getAsBoolean)
            .isPresent());
  }

  private static String id(JsonObject json) {
    return json.get("id").getAsString();
  }

  private static String series(String id) {
    return id.substring(0, id.lastIndexOf('/') + 1);
  }

  private static Stream<String> texts(JsonObject json, String key) {
    JsonArray array = json.has(key) ? json.getAsJsonArray(key) : new JsonArray();
    return array.asList().stream().map(JsonElement::getAsString);
  }

  /** Tells whether the tool runs the script in a transaction that the script does not begin. */
  boolean inTransaction() {
    return switch (tool) {
      case "squawk" -> assumed && !sql.contains("squawk-disable-assume-in-transaction");
      case SEQUENCE -> true;
      case "eugene-lint", "eugene-trace" -> !sql.toLowerCase(Locale.ROOT).contains("concurrently");
      default -> false;
    };
  }

  /** Returns the tool's own names of the rules that comments in the script switch off. */
  Set<String> ignored() {
    Set<String> ignored = new TreeSet<>();
    Matcher matcher = IGNORED.matcher(sql);
    while (matcher.find()) {
      Stream.of(matcher.group(2).split(",")).map(String::strip).forEach(ignored::add);
    }
    return ignored;
  }
}
