package io.github.saascore.report;

import io.github.saascore.engine.verify.Health;
import io.github.saascore.engine.verify.Verification;
import io.github.saascore.engine.verify.Verification.State;
import io.github.saascore.schema.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes how a database is: its tables, and below them all that is not as it should be. */
public final class VerifyText {
  private final Verification found;
  private final Style style;

  private VerifyText(Verification found, Style style) {
    this.found = found;
    this.style = style;
  }

  /** Returns the tables, the findings, and a line that sums them up. */
  public static List<String> lines(Verification found, Style style) {
    return new VerifyText(found, style).lines();
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>(tables());
    found.diff().notes().forEach(note -> lines.add(style.warn(note)));
    changes("missing", found.missing()).forEach(line -> lines.add(style.fail(line)));
    changes("differs", found.different()).forEach(line -> lines.add(style.fail(line)));
    changes("surplus", found.surplus()).forEach(line -> lines.add(style.warn(line)));
    Health health = found.health();
    health
        .invalidIndexes()
        .forEach(
            index -> {
              lines.add(
                  style.fail("invalid index %s on %s".formatted(index.name(), index.table())));
              index.mends().forEach(mend -> lines.add("  -> " + mend));
            });
    health
        .notValid()
        .forEach(
            one -> {
              lines.add(
                  style.warn(
                      "constraint %s of %s was never checked for old rows"
                          .formatted(one.name(), one.table())));
              lines.add("  -> " + one.mend());
            });
    lines.addAll(sequences());
    lines.add(sum());
    return lines;
  }

  private List<String> tables() {
    if (found.tables().isEmpty()) {
      return List.of("no tables");
    }
    Map<String, Health.Table> known = new HashMap<>();
    found.health().tables().forEach(table -> known.put(table.name(), table));
    TextTable table = TextTable.of("table", "rows", "size", "state").numbersIn(1, 2);
    found
        .tables()
        .forEach(
            (name, state) -> {
              Health.Table here = known.get(name);
              table.row(
                  name,
                  here == null ? "" : "~" + Words.number(here.rows()),
                  here == null ? "" : BytesText.of(here.bytes()),
                  words(state));
            });
    return table.lines();
  }

  /** Returns how a table is, in words. */
  static String words(State state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static List<String> changes(String word, List<Change> changes) {
    return Words.lines(changes, Words.SHOWN, change -> word + ": " + text(change));
  }

  /** What is missing or too much is named; what differs is said. */
  static String text(Change change) {
    return change.adds() || change.removes() ? change.address().toString() : change.description();
  }

  private List<String> sequences() {
    List<Health.Sequence> all = found.health().sequences();
    List<String> lines = new ArrayList<>();
    found
        .health()
        .nearlyUsed()
        .forEach(
            sequence -> {
              lines.add(
                  style.warn(
                      "sequence %s%s: %d %% used (%s of %s)"
                          .formatted(
                              sequence.name(),
                              sequence.column().map(column -> " of " + column).orElse(""),
                              sequence.used(),
                              Words.number(sequence.last().orElse(0L)),
                              Words.number(sequence.end()))));
              sequence.mend().ifPresent(mend -> lines.add("  -> " + mend));
            });
    if (lines.isEmpty() && !all.isEmpty()) {
      int most = all.stream().mapToInt(Health.Sequence::used).max().orElse(0);
      lines.add("%s, at most %d %% used".formatted(Words.count(all.size(), "sequence"), most));
    }
    return lines;
  }

  private String sum() {
    String beside =
        found.diff().comparisons().stream()
            .map(one -> one.name())
            .collect(Collectors.joining(" and "));
    List<String> parts = new ArrayList<>();
    part(parts, found.missing().size(), "missing");
    part(parts, found.different().size(), "different");
    part(parts, found.surplus().size(), "surplus");
    String database = "database '" + found.database() + "'";
    if (beside.isEmpty()) {
      return database + " has nothing to be compared with: no migrations, and no model";
    }
    return parts.isEmpty()
        ? style.ok(database + " is as it should be") + ", beside " + beside
        : database + " beside " + beside + ": " + String.join(", ", parts);
  }

  private static void part(List<String> parts, int count, String word) {
    if (count > 0) {
      parts.add(count + " " + word);
    }
  }
}
