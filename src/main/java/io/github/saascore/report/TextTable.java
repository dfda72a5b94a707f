package io.github.saascore.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A table whose columns are aligned with spaces; columns without any content are left out. */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<String> heads;
  private final Set<Integer> numbers;
  private final List<List<String>> rows = new ArrayList<>();

  private TextTable(List<String> heads, Set<Integer> numbers) {
    this.heads = heads;
    this.numbers = numbers;
  }

  /** Starts a table with these column heads. */
  public static TextTable of(String... heads) {
    return new TextTable(List.of(heads), Set.of());
  }

  /** Returns an empty table with the same heads whose given columns, from 0, end at the right. */
  public TextTable numbersIn(Integer... columns) {
    return new TextTable(heads, Set.of(columns));
  }

  /** Adds a row with one cell for each column, and returns this table. */
  public TextTable row(String... cells) {
    if (cells.length != heads.size()) {
      throw new IllegalArgumentException(
          cells.length + " cells for " + heads.size() + " columns: " + List.of(cells));
    }
    rows.add(List.of(cells));
    return this;
  }

  /** Returns the line of the heads and one line for each row, without blanks at the ends. */
  public List<String> lines() {
    int[] widths = new int[heads.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      int widest = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
      widths[i] = widest == 0 ? 0 : Math.max(widest, heads.get(i).length());
    }
    List<String> lines = new ArrayList<>();
    lines.add(line(heads, widths));
    rows.forEach(row -> lines.add(line(row, widths)));
    return lines;
  }

  private String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      if (widths[i] > 0) {
        String blanks = " ".repeat(widths[i] - cells.get(i).length());
        line.append(line.isEmpty() ? "" : GAP)
            .append(numbers.contains(i) ? blanks + cells.get(i) : cells.get(i) + blanks);
      }
    }
    return line.toString().stripTrailing();
  }
}
