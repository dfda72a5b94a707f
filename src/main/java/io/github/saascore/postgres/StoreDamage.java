package io.github.saascore.postgres;

import java.util.ArrayList;
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

  /**
   * A table as it is there.
   *
   * @param columns its columns by name; empty where there is no such table
   * @param who the role that owns it, where ours has none of its rights
   */
  private record There(Map<String, ColumnThere> columns, Optional<String> who) {}

  private record ColumnThere(String type, boolean filled, boolean unique, boolean otherKey) {}

  /** Compares our tables with what is there, in two round trips, and more where keys are gone. */
  public static List<StoreDamage> of(Session session, StoreSql sql) {
    List<MatchResult> tables = TABLE.matcher(sql.bootstrap()).results().toList();
    Map<String, There> there = there(session, tables);
    StoreKeys keys = new StoreKeys(session, sql);
    List<StoreDamage> damages = new ArrayList<>();
    for (MatchResult table : tables) {
      String name = table.group(1);
      There found = there.getOrDefault(name, new There(Map.of(), Optional.empty()));
      Stream.concat(of(table, found.columns()), keys(table, found.columns(), keys))
          .map(one -> found.who().map(one::by).orElse(one))
          .forEach(damages::add);
    }
    return damages;
  }

  private StoreDamage by(String who) {
    return new StoreDamage(what, command + " -- as role " + who);
  }

  private static Map<String, There> there(Session session, List<MatchResult> tables) {
    Map<String, There> there = new HashMap<>();
    session.query(
        """
        SELECT t.name, a.attname::text, format_type(a.atttypid, NULL),
               a.atthasdef OR a.attidentity <> '' AS filled,
               EXISTS (SELECT FROM pg_index i
                        WHERE i.indrelid = c.oid AND i.indisunique AND i.indimmediate
                          AND i.indpred IS NULL AND i.indnkeyatts = 1
                          AND i.indkey[0] = a.attnum) AS is_unique,
               EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary),
               CASE WHEN NOT pg_has_role(c.relowner, 'USAGE')
                    THEN quote_ident(pg_get_userbyid(c.relowner)) END AS who
          FROM unnest(ARRAY[%s]) AS t(name)
          JOIN pg_class c ON c.oid = to_regclass(t.name)
          JOIN pg_attribute a ON a.attrelid = c.oid
         WHERE a.attnum > 0 AND NOT a.attisdropped
        """
            .formatted(
                tables.stream()
                    .map(table -> Quote.text(table.group(1)))
                    .collect(Collectors.joining(", "))),
        row -> {
          Optional<String> who = Optional.ofNullable(row.getString(7));
          return there
              .computeIfAbsent(row.getString(1), name -> new There(new HashMap<>(), who))
              .columns()
              .put(
                  row.getString(2),
                  new ColumnThere(
                      row.getString(3), row.getBoolean(4), row.getBoolean(5), row.getBoolean(6)));
        });
    return there;
  }

  private static Stream<Column> columns(MatchResult table) {
    return COLUMN
        .matcher(table.group(2))
        .results()
        .map(found -> new Column(found.group(1), found.group(2), found.group(3)));
  }

  private static Stream<StoreDamage> of(MatchResult table, Map<String, ColumnThere> there) {
    String make = table.group().replaceAll("\\s+", " ");
    return there.isEmpty()
        ? Stream.of(new StoreDamage("table " + table.group(1) + " is missing", make))
        : columns(table)
            .flatMap(
                column ->
                    of(column, table.group(1), make, Optional.ofNullable(there.get(column.name())))
                        .stream());
  }

  private static Stream<StoreDamage> keys(
      MatchResult table, Map<String, ColumnThere> there, StoreKeys keys) {
    return columns(table)
        .filter(column -> column.rest().endsWith("PRIMARY KEY") && there.containsKey(column.name()))
        .flatMap(
            column -> {
              ColumnThere found = there.get(column.name());
              return keys.damage(table.group(1), column.name(), found.unique(), found.otherKey());
            });
  }

  private static Optional<StoreDamage> of(
      Column column, String table, String make, Optional<ColumnThere> there) {
    String named = "column %s of %s ".formatted(column.name(), table);
    if (there.isEmpty()) {
      return Optional.of(new StoreDamage(named + "is missing", added(column, table, make)));
    }
    String type = there.get().type();
    if (!type.replace("timestamp with time zone", "timestamptz").equals(column.type())) {
      return Optional.of(
          new StoreDamage(
              named + "has type %s instead of %s".formatted(type, column.type()),
              retyped(column, table)));
    }
    Matcher standard = DEFAULT.matcher(column.rest());
    boolean identity = column.rest().contains("AS IDENTITY");
    return there.get().filled() || !(identity || standard.find())
        ? Optional.empty()
        : Optional.of(
            new StoreDamage(
                named + "is no longer filled by itself",
                "ALTER TABLE %s ALTER COLUMN %s %s;"
                    .formatted(
                        table,
                        column.name(),
                        identity
                            ? "ADD GENERATED ALWAYS AS IDENTITY"
                            : "SET DEFAULT " + standard.group(1))));
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
