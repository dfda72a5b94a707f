package io.github.saascore.report;

import io.github.saascore.engine.care.Restore;
import io.github.saascore.engine.care.TrashItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes what is in the trash, and what came out of it. */
public final class TrashText {
  private TrashText() {}

  /**
   * Returns a table of everything in the trash, and how to bring it back or get rid of it.
   *
   * @param database the name of the database
   * @param purge the command that loses them for good
   */
  public static List<String> list(
      List<TrashItem> items, String database, String purge, Style style) {
    if (items.isEmpty()) {
      return List.of(
          "the trash of database '"
              + database
              + "' is empty: what -Dsaascore.keep=trash drops"
              + " goes there");
    }
    TextTable table = TextTable.of("name", "what it was", "revision", "dropped", "size");
    items.forEach(
        item ->
            table.row(
                item.name(),
                item.was(),
                item.revision(),
                Words.time(item.at()),
                BytesText.of(item.bytes())));
    List<String> lines = new ArrayList<>(table.lines());
    lines.add("bring one back: mvn saascore:restore -Dsaascore.name=" + items.get(0).name());
    lines.add("lose them for good: " + purge);
    return lines;
  }

  /** Returns what was restored; what could not be is a warning. */
  public static Verdict restored(Restore.Result result, Style style) {
    return new Verdict(
        List.of(style.ok(result.item().was() + " is back") + ", from " + result.item().name()),
        result.left());
  }

  /**
   * Returns what was purged.
   *
   * @param database the name of the database
   */
  public static List<String> purged(List<TrashItem> items, String database, Style style) {
    if (items.isEmpty()) {
      return List.of("nothing to do: the trash of database '" + database + "' has nothing so old");
    }
    long bytes = items.stream().mapToLong(TrashItem::bytes).sum();
    List<String> lines = new ArrayList<>();
    lines.add(
        style.ok(Words.count(items.size(), "thing") + " purged")
            + " from the trash of database '"
            + database
            + "', "
            + BytesText.of(bytes)
            + " freed");
    lines.addAll(Words.lines(items, Words.SHOWN, item -> "  " + item.name() + ": " + item.was()));
    return lines;
  }

  /**
   * Returns {@code goal}, {@code database} and {@code trash}: each with {@code name}, {@code kind}
   * (table, rows or column), {@code schema}, {@code table}, {@code column} (or null), {@code
   * revision}, {@code at} (ISO 8601), {@code by} and {@code bytes}.
   */
  public static String json(List<TrashItem> items, String goal, String database) {
    return new JsonObject()
        .put("goal", goal)
        .put("database", database)
        .put("trash", items.stream().map(TrashText::item).toList())
        .toString();
  }

  /** Returns {@code goal}, {@code database}, {@code restored} and {@code left} (texts). */
  public static String json(Restore.Result result, String database) {
    return new JsonObject()
        .put("goal", "restore")
        .put("database", database)
        .put("restored", item(result.item()))
        .put("left", result.left())
        .toString();
  }

  private static JsonObject item(TrashItem item) {
    return new JsonObject()
        .put("name", item.name())
        .put("kind", item.kind().name().toLowerCase(Locale.ROOT))
        .put("schema", item.schema())
        .put("table", item.table())
        .put("column", item.column())
        .put("revision", item.revision())
        .put("at", item.at())
        .put("by", item.by())
        .put("bytes", item.bytes());
  }
}
