package io.github.saascore.report;

import io.github.saascore.engine.squash.SquashResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes what one revision replaces, what it takes over, and when the old files may go. */
public final class SquashText {
  private static final int FEW = 5;

  private SquashText() {}

  /**
   * Returns what was written and what a person has to look at.
   *
   * @param path the file as it is shown
   */
  public static Verdict verdict(SquashResult result, String path, Style style) {
    String id = style.strong(result.revision().id().value());
    String count = Words.count(result.replaced().size(), "revision");
    List<String> lines = new ArrayList<>();
    lines.add((result.written() ? "written: " : "would be written: ") + path);
    lines.add("revision " + id + " replaces " + count + ":");
    Words.lines(result.replaced(), Words.SHOWN, file -> "  " + file).forEach(lines::add);
    if (!result.rows().isEmpty()) {
      lines.add("rows that they leave are in the file: " + rows(result.rows()));
    }
    if (!result.defaults().isEmpty()) {
      lines.add(
          "left to their defaults, as every run fills them otherwise: "
              + Words.listed(result.defaults(), FEW));
    }
    lines.add(
        style.ok("tried in a scratch database")
            + " ("
            + result.server()
            + "): the upgrade makes what "
            + (result.replaced().size() == 1 ? "it makes" : "they make")
            + (result.noWayBack().isEmpty() ? ", and the downgrade leads back" : ""));
    lines.add(
        "new databases run it; one that has all of them has nothing to do; one that has some goes"
            + " on with the old files");
    lines.add(
        "keep the old files as long as mvn saascore:current shows one of them on any database; then"
            + " delete them all together, and run an upgrade everywhere");
    return new Verdict(lines, warnings(result));
  }

  private static List<String> warnings(SquashResult result) {
    List<String> warnings = new ArrayList<>();
    if (!result.leftOut().isEmpty()) {
      warnings.add("not in the file, though the replaced revisions do it; add it by hand:");
      Words.lines(result.leftOut(), Words.SHOWN, each -> "  " + each).forEach(warnings::add);
    }
    result
        .noWayBack()
        .ifPresent(
            reason -> warnings.add("no way back, write it by hand: " + Words.oneLine(reason)));
    warnings.addAll(result.notes());
    return warnings;
  }

  private static String rows(Map<String, Long> rows) {
    return Words.listed(
        rows.entrySet().stream()
            .map(table -> "%s (%s)".formatted(table.getKey(), Words.number(table.getValue())))
            .toList(),
        Words.SHOWN);
  }

  /**
   * Returns {@code goal}, {@code revision}, {@code file}, {@code written}, {@code replaces} (ids),
   * {@code files} (those that are replaced), {@code rows} (number of rows by table), {@code
   * defaults}, {@code left_out}, {@code notes}, {@code no_way_back} (or null), {@code server} and
   * {@code text}, the file.
   */
  public static String json(SquashResult result, String path) {
    JsonObject rows = new JsonObject();
    result.rows().forEach(rows::put);
    return new JsonObject()
        .put("goal", "squash")
        .put("revision", result.revision().id().value())
        .put("file", path)
        .put("written", result.written())
        .put("replaces", result.revision().replaces().stream().map(id -> id.value()).toList())
        .put("files", result.replaced().stream().map(Object::toString).toList())
        .put("rows", rows)
        .put("defaults", result.defaults())
        .put("left_out", result.leftOut())
        .put("notes", result.notes())
        .put("no_way_back", result.noWayBack())
        .put("server", result.server())
        .put("text", result.text())
        .toString();
  }
}
