package io.github.saascore.engine.hazard;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.saascore.engine.hazard.Catalog.Relation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What one statement does on a server: measured, or seen by the tracer.
 *
 * @param locks the strongest new lock on each table, as {@code child=AE parent=SRE}; ERR where the
 *     server refuses the statement
 * @param indexLocks the same for indexes; the message of the refusal
 * @param rewritten what has a new file
 * @param scans what was read from end to end, and how often
 */
record LockFact(String locks, String indexLocks, String rewritten, String scans) {
  private static final Path FILE = Path.of("src/test/resources/locks-pg15.json");

  /** A statement with what was measured. */
  record Case(String id, String sql, LockFact fact) {}

  /** Returns the 116 measured statements. */
  static List<Case> measured() {
    try {
      List<Case> cases = new ArrayList<>();
      for (JsonElement element :
          JsonParser.parseString(Files.readString(FILE))
              .getAsJsonObject()
              .getAsJsonArray("facts")) {
        JsonObject json = element.getAsJsonObject();
        cases.add(new Case(text(json, "id"), text(json, "sql"), fact(json)));
      }
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LockFact fact(JsonObject json) {
    return new LockFact(
        text(json, "locks"),
        withoutOids(text(json, "index_locks")),
        sorted(List.of(text(json, "rewritten").split(","))),
        sorted(List.of(text(json, "scans").split(","))));
  }

  private static String text(JsonObject json, String key) {
    return json.get(key).getAsString();
  }

  private static String withoutOids(String message) {
    return message.replaceAll("_\\d{4,}", "_oid");
  }

  private static String sorted(List<String> parts) {
    return String.join(",", new TreeSet<>(parts));
  }

  /** Returns what was seen of statements that ran in one transaction, as one fact. */
  static LockFact seen(List<Observation> all) {
    for (Observation one : all) {
      if (one.refusal().isPresent()) {
        return new LockFact("ERR", withoutOids(one.refusal().get().message()), "", "");
      }
    }
    Catalog base = all.get(0).before().catalog();
    Catalog end = all.get(all.size() - 1).after().catalog();
    Map<String, LockMode> locks = new TreeMap<>();
    Map<String, LockMode> indexLocks = new TreeMap<>();
    TreeSet<String> rewritten = new TreeSet<>();
    Map<String, Long> scans = new TreeMap<>();
    for (Observation one : all) {
      one.locks()
          .forEach(
              (oid, mode) -> {
                if (base.relations().containsKey(oid)) {
                  lock(base.relations().get(oid), end, mode, locks, indexLocks);
                }
              });
      one.rewritten().stream()
          .flatMap(oid -> base.relation(oid).stream())
          .forEach(relation -> rewritten.add(relation.bareName()));
      one.scans()
          .forEach(
              (oid, count) ->
                  base.relation(oid)
                      .ifPresent(relation -> scans.merge(relation.bareName(), count, Long::sum)));
    }
    return new LockFact(
        words(locks),
        words(indexLocks),
        sorted(List.copyOf(rewritten)),
        sorted(scans.entrySet().stream().map(e -> e.getKey() + ":" + e.getValue()).toList()));
  }

  /** Reading an index is part of every statement and tells nothing. */
  private static void lock(
      Relation relation,
      Catalog end,
      LockMode mode,
      Map<String, LockMode> locks,
      Map<String, LockMode> indexLocks) {
    String name = end.relation(relation.oid()).orElse(relation).bareName();
    if (!relation.isIndex()) {
      locks.merge(name, mode, LockFact::stronger);
    } else if (mode.compareTo(LockMode.ROW_SHARE) > 0) {
      indexLocks.merge(name, mode, LockFact::stronger);
    }
  }

  private static LockMode stronger(LockMode a, LockMode b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  private static String words(Map<String, LockMode> locks) {
    return locks.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + initials(entry.getValue()))
        .collect(Collectors.joining(" "));
  }

  private static String initials(LockMode mode) {
    return Arrays.stream(mode.name().split("_"))
        .map(word -> word.substring(0, 1))
        .collect(Collectors.joining());
  }
}
