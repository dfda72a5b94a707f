package io.github.saascore.report;

import io.github.saascore.engine.DropBatch;
import io.github.saascore.engine.DropPlan;
import io.github.saascore.engine.DropResult;
import io.github.saascore.postgres.Collateral;
import io.github.saascore.postgres.DroppableObject;
import io.github.saascore.postgres.ObjectKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes what a drop would do, how it gets on, and what it has done. */
public final class DropText {
  private static final String INDENT = "  ";

  private DropText() {}

  /**
   * Returns what would go by kind, what would go with it, what stays and how to go on.
   *
   * @param command the command that drops it, with the word for it
   */
  public static List<String> plan(DropPlan plan, String command, Style style) {
    List<String> lines = new ArrayList<>();
    if (plan.isEmpty()) {
      lines.add("nothing to drop: " + schemas(plan) + nothingLeft(plan.kept()));
    } else {
      lines.add(
          "plan: drop %s from %s at %s as %s; nothing was changed"
              .formatted(
                  style.fail(Words.count(plan.objects().size(), "object")),
                  schemas(plan),
                  plan.server(),
                  plan.role()));
      lines.addAll(indented(kinds(plan)));
      plan.counts().keySet().forEach(kind -> lines.addAll(names(plan, kind, style)));
    }
    lines.addAll(collateral(plan.collateral(), "would go too, from outside of the plan:", style));
    lines.addAll(stays(plan.kept()));
    if (!plan.isEmpty()) {
      lines.add(
          "to drop all this in %s: %s"
              .formatted(Words.count(plan.batches().size(), "transaction"), command));
    }
    return lines;
  }

  private static String schemas(DropPlan plan) {
    return "%s %s of database '%s'"
        .formatted(
            plan.schemas().size() == 1 ? "schema" : "schemas",
            String.join(", ", plan.schemas()),
            plan.database());
  }

  private static String nothingLeft(List<DroppableObject> kept) {
    return kept.isEmpty() ? ": nothing is there" : ": only what stays is there";
  }

  private static List<String> kinds(DropPlan plan) {
    TextTable table = TextTable.of("kind", "objects", "rows", "size").numbersIn(1, 2, 3);
    plan.counts()
        .forEach(
            (kind, count) -> {
              List<DroppableObject> objects = ofKind(plan, kind);
              long bytes = objects.stream().mapToLong(each -> each.size().bytes()).sum();
              table.row(kind.label(), Words.number(count), rows(objects), size(bytes));
            });
    return table.lines();
  }

  /** Names what goes of a kind, the largest first: that is what must not go by mistake. */
  private static List<String> names(DropPlan plan, ObjectKind kind, Style style) {
    List<String> lines = new ArrayList<>();
    lines.add(style.strong(plural(kind, 2)) + ":");
    Comparator<DroppableObject> bySize = Comparator.comparingLong(each -> each.size().bytes());
    lines.addAll(
        indented(
            Words.lines(
                ofKind(plan, kind).stream().sorted(bySize.reversed()).toList(),
                Words.SHOWN,
                DropText::named)));
    return lines;
  }

  private static List<DroppableObject> ofKind(DropPlan plan, ObjectKind kind) {
    return plan.objects().stream().filter(object -> object.kind() == kind).toList();
  }

  private static String named(DroppableObject object) {
    long rows = object.size().rows();
    long bytes = object.size().bytes();
    if (bytes == 0) {
      return object.identity();
    }
    String count =
        rows == DroppableObject.Size.UNKNOWN_ROWS
            ? "an unknown number of rows"
            : "about " + Words.count(rows, "row");
    return object.identity() + " (" + count + ", " + size(bytes) + ")";
  }

  /** Tables that were never analyzed, and have bytes, hold more than the sum says. */
  private static String rows(List<DroppableObject> objects) {
    long known = objects.stream().mapToLong(each -> Math.max(0, each.size().rows())).sum();
    boolean unknown =
        objects.stream()
            .map(DroppableObject::size)
            .anyMatch(size -> size.rows() == DroppableObject.Size.UNKNOWN_ROWS && size.bytes() > 0);
    String text = known == 0 ? "" : "~" + Words.number(known);
    return unknown ? (text.isEmpty() ? "unknown" : text + " or more") : text;
  }

  private static String size(long bytes) {
    return bytes == 0 ? "" : BytesText.of(bytes);
  }

  private static List<String> collateral(List<Collateral> collateral, String title, Style style) {
    if (collateral.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(style.fail(title));
    lines.addAll(indented(Words.lines(collateral, Words.SHOWN, Collateral::text)));
    return lines;
  }

  private static List<String> stays(List<DroppableObject> objects) {
    if (objects.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add("stays:");
    lines.addAll(indented(Words.lines(objects, Words.SHOWN, DropText::reason)));
    return lines;
  }

  private static String reason(DroppableObject object) {
    return object
        .obstacle()
        .map(
            stop ->
                object.text()
                    + ": "
                    + Words.oneLine(stop.reason())
                    + stop.mend().map(mend -> "; mend: " + Words.oneLine(mend)).orElse(""))
        .orElse(object.text());
  }

  /** Returns the line for a batch that is committed. */
  public static String dropped(DropBatch batch, int done, int total) {
    return ProgressText.numbered(done, total)
        + "dropped "
        + first(batch)
        + (batch.size() > 1 ? " and " + Words.number(batch.size() - 1) + " more" : "");
  }

  /** Returns the line for a batch that met a lock and is tried again. */
  public static String waiting(DropBatch batch, String reason, int attempt, Style style) {
    return style.warn(
        "attempt %d met a lock at %s, trying again: %s"
            .formatted(attempt, first(batch), Words.oneLine(reason)));
  }

  private static String first(DropBatch batch) {
    return batch.objects().get(0).text();
  }

  /** Returns what was dropped and what is left; what could be mended comes as a warning. */
  public static Verdict verdict(DropPlan plan, DropResult result, Duration took, Style style) {
    List<String> lines = new ArrayList<>();
    lines.add(result.total() == 0 ? nothing(plan, result) : done(plan, result, took, style));
    if (plan.keepsRows() && result.total() > 0) {
      lines.add("the rows of its tables are in the trash: mvn saascore:restore lists it");
    }
    lines.addAll(collateral(result.collateral(), "gone too, as agreed:", style));
    List<DroppableObject> left = result.left();
    lines.addAll(stays(left.stream().filter(object -> !isMendable(object)).toList()));
    return new Verdict(
        lines,
        Words.lines(
            left.stream().filter(DropText::isMendable).toList(),
            Words.SHOWN,
            object -> "left: " + reason(object)));
  }

  private static boolean isMendable(DroppableObject object) {
    return object.obstacle().flatMap(stop -> stop.mend()).isPresent();
  }

  private static String nothing(DropPlan plan, DropResult result) {
    return (plan.isEmpty() ? "nothing to do: " : "nothing was dropped: ")
        + schemas(plan)
        + nothingLeft(result.left());
  }

  private static String done(DropPlan plan, DropResult result, Duration took, Style style) {
    Map<ObjectKind, Long> byKind = new TreeMap<>(result.dropped());
    String kinds =
        byKind.entrySet().stream()
            .map(
                entry ->
                    Words.number(entry.getValue()) + " " + plural(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(", "));
    return "%s dropped from %s in %s, %s: %s"
        .formatted(
            style.ok(Words.count(result.total(), "object")),
            schemas(plan),
            Words.count(result.transactions(), "transaction"),
            DurationText.of(took.toMillis()),
            kinds);
  }

  /** Some kinds are plural words already, such as statistics. */
  private static String plural(ObjectKind kind, long count) {
    String label = kind.label();
    if (count == 1 || (label.endsWith("s") && !label.endsWith("ss"))) {
      return label;
    }
    if (label.endsWith("y")) {
      return label.substring(0, label.length() - 1) + "ies";
    }
    return label + (label.endsWith("s") ? "es" : "s");
  }

  private static List<String> indented(List<String> lines) {
    return lines.stream().map(line -> INDENT + line).toList();
  }
}
