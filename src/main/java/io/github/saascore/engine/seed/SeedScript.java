package io.github.saascore.engine.seed;

import io.github.saascore.postgres.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Writes rows as statements, each a paragraph. */
public final class SeedScript {
  private static final int ROWS_OF_A_STATEMENT = 500;

  private SeedScript() {}

  /**
   * Returns the statements that insert all rows of a table.
   *
   * @param left columns that are left to their defaults
   */
  public static String inserts(SeedTable table, List<SeedColumn> left) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      if (!left.contains(table.columns().get(i))) {
        places.add(i);
      }
    }
    if (places.isEmpty()) {
      return ("INSERT INTO " + table.name() + " DEFAULT VALUES;\n").repeat((int) table.count());
    }
    String names =
        places.stream()
            .map(place -> table.columns().get(place).name())
            .collect(Collectors.joining(", "));
    String head =
        "INSERT INTO %s (%s)%s VALUES\n"
            .formatted(table.name(), names, table.always() ? " OVERRIDING SYSTEM VALUE" : "");
    List<String> statements = new ArrayList<>();
    for (int from = 0; from < table.rows().size(); from += ROWS_OF_A_STATEMENT) {
      int to = Math.min(from + ROWS_OF_A_STATEMENT, table.rows().size());
      statements.add(
          table.rows().subList(from, to).stream()
              .map(row -> row(table, places, row))
              .collect(Collectors.joining(",\n", head, ";\n")));
    }
    return String.join("\n", statements);
  }

  private static String row(SeedTable table, List<Integer> places, List<Optional<String>> row) {
    return places.stream()
        .map(
            place ->
                row.get(place)
                    .map(value -> literal(table.columns().get(place), value))
                    .orElse("NULL"))
        .collect(Collectors.joining(", ", "    (", ")"));
  }

  private static String literal(SeedColumn column, String value) {
    boolean bare = column.bare() && value.matches("-?[0-9.]+|true|false");
    return bare ? value : Quote.text(value).strip();
  }

  /** Returns the statements that set sequences, each to its position. */
  public static String positions(SortedMap<String, String> positions) {
    return positions.entrySet().stream()
        .map(
            entry ->
                "SELECT pg_catalog.setval(%s, %s);\n"
                    .formatted(Quote.text(entry.getKey()).strip(), entry.getValue()))
        .collect(Collectors.joining("\n"));
  }
}
