package io.github.saascore.postgres;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something that was taken out of the tables that we keep, or changed in them.
 *
 * @param what what is not as we made it
 * @param command the SQL that makes it so again; no row is lost by it
 */
public record StoreDamage(String what, String command) {
  private static final Pattern TABLE =
      Pattern.compile("CREATE TABLE IF NOT EXISTS (\\S+) \\((.*?)\n\\);", Pattern.DOTALL);

  /** Our script has one column a line: its name, its type, and what stands behind that. */
  private static final Pattern COLUMN =
      Pattern.compile("\n  (\\w+) (\\w+(?:\\[])?)(.*?),?(?=\n|$)");

  private static final Pattern DEFAULT = Pattern.compile("DEFAULT (\\S+)");
  private static final Pattern FIRST_OF = Pattern.compile("IN \\(('\\w+')");

  /** A column as our script makes it. */
  private record Column(String name, String type, String rest) {}

  /** Compares our tables with what is there, in one round trip. */
  public static List<StoreDamage> of(Session session, StoreSql sql) {
    List<MatchResult> tables = TABLE.matcher(sql.bootstrap()).results().toList();
    Map<String, Map<String, String>> there = types(session, tables);
    return tables.stream()
        .flatMap(table -> of(table, there.getOrDefault(table.group(1), Map.of())))
        .toList();
  }

  /** Returns the types of the columns that are there, by table and name. */
  private static Map<String, Map<String, String>> types(Session session, List<MatchResult> tables) {
    Map<String, Map<String, String>> types = new HashMap<>();
    session
        .query(
            """
            SELECT t.name, a.attname::text, format_type(a.atttypid, NULL)
              FROM unnest(ARRAY[%s]) AS t(name)
              JOIN pg_attribute a ON a.attrelid = to_regclass(t.name)
             WHERE a.attnum > 0 AND NOT a.attisdropped
            """
                .formatted(
                    tables.stream()
                        .map(table -> Quote.text(table.group(1)))
                        .collect(Collectors.joining(", "))),
            row -> List.of(row.getString(1), row.getString(2), row.getString(3)))
        .forEach(
            row ->
                types
                    .computeIfAbsent(row.get(0), x -> new HashMap<>())
                    .put(row.get(1), row.get(2)));
    return types;
  }

  private static Stream<StoreDamage> of(MatchResult table, Map<String, String> there) {
    String make = table.group().replaceAll("\\s+", " ");
    if (there.isEmpty()) {
      return Stream.of(new StoreDamage("table " + table.group(1) + " is missing", make));
    }
    return COLUMN
        .matcher(table.group(2))
        .results()
        .map(found -> new Column(found.group(1), found.group(2), found.group(3)))
        .flatMap(column -> of(column, table.group(1), make, there.get(column.name())).stream());
  }

  private static Optional<StoreDamage> of(Column column, String table, String make, String type) {
    String named = "column %s of %s ".formatted(column.name(), table);
    if (type == null) {
      return Optional.of(new StoreDamage(named + "is missing", added(column, table, make)));
    }
    return type.replace("timestamp with time zone", "timestamptz").equals(column.type())
        ? Optional.empty()
        : Optional.of(
            new StoreDamage(
                named + "has type %s instead of %s".formatted(type, column.type()),
                retyped(column, table)));
  }

  /** Without its key a row says nothing; it is kept beside. */
  private static String added(Column column, String table, String make) {
    if (column.rest().equals(" PRIMARY KEY")) {
      String damaged = table.substring(table.lastIndexOf('.') + 1).replace("\"", "") + "_damaged";
      return "ALTER TABLE %s RENAME TO %s; %s".formatted(table, damaged, make);
    }
    boolean filled = !column.rest().contains("NOT NULL") || column.rest().contains("DEFAULT");
    return "ALTER TABLE %s ADD COLUMN %s %s%s%s;"
        .formatted(
            table,
            column.name(),
            column.type(),
            column.rest(),
            filled ? "" : " DEFAULT " + filling(column));
  }

  private static String filling(Column column) {
    Matcher first = FIRST_OF.matcher(column.rest());
    if (first.find()) {
      return first.group(1);
    }
    return switch (column.type()) {
      case "text" -> "''";
      case "text[]" -> "'{}'";
      default -> "0";
    };
  }

  private static String retyped(Column column, String table) {
    String alter = ", ALTER COLUMN " + column.name();
    String value =
        column.type().endsWith("[]")
            ? "string_to_array(%s::text, ',')".formatted(column.name())
            : column.name() + "::" + column.type();
    Matcher standard = DEFAULT.matcher(column.rest());
    return "ALTER TABLE "
        + table
        + alter.substring(1)
        + " DROP DEFAULT"
        + alter
        + " TYPE "
        + column.type()
        + " USING "
        + value
        + (standard.find() ? alter + " SET DEFAULT " + standard.group(1) : "")
        + ";";
  }
}
