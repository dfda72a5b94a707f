package io.github.saascore.report;

import io.github.saascore.engine.DropPlan;
import io.github.saascore.engine.DropResult;
import io.github.saascore.postgres.DroppableObject;
import io.github.saascore.postgres.ObjectKind;
import io.github.saascore.postgres.Obstacle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes what a drop would take, and what it has left. */
public final class DropText {
  private DropText() {}

  /** Returns everything that would go, what would stay, and what a cascade would hit. */
  public static List<String> plan(DropPlan plan, Style style) {
    List<String> lines = new ArrayList<>();
    if (plan.isEmpty()) {
      lines.add("nothing to drop in " + String.join(", ", plan.schemas()));
    } else {
      lines.add(
          "would drop %s in %s: %s, about %s and %s; nothing was changed"
              .formatted(
                  Words.count(plan.objects().size(), "object"),
                  Words.count(plan.batches().size(), "transaction"),
                  counts(plan.counts()),
                  Words.count(plan.rows(), "row"),
                  BytesText.of(plan.bytes())));
      plan.objects().forEach(object -> lines.add("  " + style.strong(object.text())));
    }
    lines.addAll(stays(plan.kept(), style));
    if (!plan.collateral().isEmpty()) {
      lines.add(style.warn("would also go, outside of the plan, with -Dsaascore.allowCollateral:"));
      plan.collateral().forEach(one -> lines.add("  " + one.text()));
    }
    return lines;
  }

  /** Returns what is gone and what is left. */
  public static List<String> result(DropResult result, Style style) {
    List<String> lines = new ArrayList<>();
    lines.add(
        result.total() == 0
            ? "nothing to drop: nothing was changed"
            : style.ok("dropped " + Words.count(result.total(), "object"))
                + " in "
                + Words.count(result.transactions(), "transaction")
                + ": "
                + counts(result.dropped()));
    lines.addAll(stays(result.left(), style));
    return lines;
  }

  private static List<String> stays(List<DroppableObject> objects, Style style) {
    List<String> lines = new ArrayList<>();
    if (!objects.isEmpty()) {
      lines.add(style.warn(Words.count(objects.size(), "object") + " left:"));
      lines.addAll(Words.lines(objects, Words.SHOWN, DropText::left));
    }
    return lines;
  }

  private static String left(DroppableObject object) {
    String why = object.obstacle().map(Obstacle::reason).map(": "::concat).orElse("");
    String mend =
        object.obstacle().flatMap(Obstacle::mend).map(sql -> "; to drop it: " + sql).orElse("");
    return "  " + object.text() + why + mend;
  }

  private static String counts(Map<ObjectKind, Long> counts) {
    return String.join(
        ", ",
        new TreeMap<>(counts)
            .entrySet().stream()
                .map(entry -> Words.count(entry.getValue(), entry.getKey().label()))
                .toList());
  }
}
