package io.github.saascore.report;

import io.github.saascore.schema.Address;
import io.github.saascore.schema.Change;
import io.github.saascore.schema.Difference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what differs between two schemas, object by object. */
final class ChangeLines {
  private static final int LONGEST = 60;

  private final Style style;

  ChangeLines(Style style) {
    this.style = style;
  }

  /**
   * Returns one line for each object that a script changes: what is added, removed or changed, each
   * with what is changed of it.
   */
  List<String> made(Difference difference) {
    List<Change> made = difference.made();
    Map<Address, List<Change>> objects = new LinkedHashMap<>();
    difference
        .byObject()
        .forEach(
            (object, changes) -> {
              List<Change> own = changes.stream().filter(made::contains).toList();
              if (!own.isEmpty()) {
                objects.put(object, own);
              }
            });
    return objects(objects).stream()
        .map(line -> line.replaceAll(": (missing|surplus)$", ""))
        .toList();
  }

  /**
   * Returns one line for each object, and below it what differs of it; of one that is missing or
   * surplus as a whole the parts go without saying.
   */
  List<String> of(Difference difference) {
    List<String> lines = objects(difference.byObject());
    difference
        .refusals()
        .forEach(
            refusal ->
                lines.add("  " + style.warn("? " + refusal.what()) + ": " + refusal.reason()));
    return lines;
  }

  private List<String> objects(Map<Address, List<Change>> objects) {
    List<String> lines = new ArrayList<>();
    objects.entrySet().stream()
        .limit(Words.SHOWN)
        .forEach(object -> lines.addAll(object(object.getKey(), object.getValue())));
    if (objects.size() > Words.SHOWN) {
      lines.add("  and " + Words.number(objects.size() - Words.SHOWN) + " more");
    }
    return lines;
  }

  private List<String> object(Address address, List<Change> changes) {
    for (Change change : changes) {
      boolean whole = change.address().equals(address) && (change.adds() || change.removes());
      if (whole) {
        return List.of("  " + line(change));
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add("  " + style.warn("~ ") + style.strong(address.toString()));
    List<String> parts = new ArrayList<>();
    changes.forEach(change -> parts.addAll(part(change)));
    parts.stream().limit(Words.SHOWN).forEach(part -> lines.add("      " + part));
    if (parts.size() > Words.SHOWN) {
      lines.add("      and " + Words.number(parts.size() - Words.SHOWN) + " more");
    }
    return lines;
  }

  /** Returns a change in one line, with a sign that says what it is. */
  String line(Change change) {
    if (change.adds()) {
      return style.ok("+ ") + style.strong(change.address().toString()) + ": missing";
    }
    if (change.removes()) {
      return style.fail("- ") + style.strong(change.address().toString()) + ": surplus";
    }
    return style.warn("~ ") + Words.oneLine(change.description());
  }

  /** Long texts are compared line by line. */
  private List<String> part(Change change) {
    List<String> lines = new ArrayList<>();
    lines.add(line(change));
    for (Change.Difference difference : change.differences()) {
      if (!isBrief(difference.from()) || !isBrief(difference.to())) {
        lines.add("    " + difference.name() + ":");
        lines.addAll(texts(difference));
      }
    }
    return lines;
  }

  private List<String> texts(Change.Difference difference) {
    List<String> from = difference.from().lines().map(String::strip).toList();
    List<String> to = difference.to().lines().map(String::strip).toList();
    List<String> lines = new ArrayList<>();
    from.stream()
        .filter(line -> !to.contains(line))
        .forEach(line -> lines.add("      " + style.fail("- " + line)));
    to.stream()
        .filter(line -> !from.contains(line))
        .forEach(line -> lines.add("      " + style.ok("+ " + line)));
    return lines;
  }

  private static boolean isBrief(String text) {
    return text.length() <= LONGEST && text.indexOf('\n') < 0;
  }
}
