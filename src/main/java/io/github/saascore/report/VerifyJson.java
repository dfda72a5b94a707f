package io.github.saascore.report;

import io.github.saascore.engine.verify.Health;
import io.github.saascore.engine.verify.Verification;
import io.github.saascore.schema.Change;
import java.util.List;

/** Writes how a database is as JSON. Names once released stay; new ones may come. */
public final class VerifyJson {
  private VerifyJson() {}

  /**
   * Returns the fields goal, database, sound and compared_with (names), {@code tables} (each {@code
   * name}, {@code state}: as made, differs, missing or surplus, and of those that are there {@code
   * rows}, an estimate, and {@code bytes}), {@code missing}, {@code different} and {@code surplus}
   * (texts), {@code invalid_indexes} and {@code not_valid} (each {@code name}, {@code table}),
   * {@code sequences} (each {@code name}, {@code column}, {@code last}, {@code end}, {@code
   * used_percent}), {@code stands_at} (what to stamp, or null) and {@code notes}.
   *
   * @param strict as for {@link Verification#isSound}
   */
  public static String of(Verification found, boolean strict) {
    return object(found, strict).toString();
  }

  /** Returns the same as an object, for a larger one. */
  static JsonObject object(Verification found, boolean strict) {
    Health health = found.health();
    return new JsonObject()
        .put("goal", "verify")
        .put("database", found.database())
        .put("sound", found.isSound(strict))
        .put("compared_with", found.diff().comparisons().stream().map(one -> one.name()).toList())
        .put("tables", found.tables().keySet().stream().map(name -> table(found, name)).toList())
        .put("missing", texts(found.missing()))
        .put("different", texts(found.different()))
        .put("surplus", texts(found.surplus()))
        .put(
            "invalid_indexes",
            health.invalidIndexes().stream().map(one -> named(one.name(), one.table())).toList())
        .put(
            "not_valid",
            health.notValid().stream().map(one -> named(one.name(), one.table())).toList())
        .put("sequences", health.sequences().stream().map(VerifyJson::sequence).toList())
        .put("stands_at", found.stands())
        .put("notes", found.diff().notes());
  }

  private static JsonObject table(Verification found, String name) {
    JsonObject table =
        new JsonObject().put("name", name).put("state", VerifyText.words(found.tables().get(name)));
    found.health().tables().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .ifPresent(each -> table.put("rows", each.rows()).put("bytes", each.bytes()));
    return table;
  }

  private static List<String> texts(List<Change> changes) {
    return changes.stream().map(VerifyText::text).toList();
  }

  private static JsonObject named(String name, String table) {
    return new JsonObject().put("name", name).put("table", table);
  }

  private static JsonObject sequence(Health.Sequence sequence) {
    return new JsonObject()
        .put("name", sequence.name())
        .put("column", sequence.column())
        .put("last", sequence.last())
        .put("end", sequence.end())
        .put("used_percent", sequence.used());
  }
}
