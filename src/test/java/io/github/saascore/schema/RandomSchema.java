package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Makes valid schemas by chance: the same seed makes the same one.
 *
 * <p>Names come from a small stock, so that two schemas have much in common: tables with other
 * columns, enums with other values, views with other queries.
 */
final class RandomSchema {
  private static final List<String> TYPES =
      List.of(
          "integer",
          "bigint",
          "text",
          "varchar(20)",
          "numeric(10,2)",
          "boolean",
          "date",
          "timestamptz",
          "jsonb",
          "uuid");
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "integer",
          "7",
          "bigint",
          "42",
          "text",
          "'x'",
          "varchar(20)",
          "'y'",
          "boolean",
          "true",
          "timestamptz",
          "now()");
  private static final List<String> LABELS = List.of("new", "open", "held", "done");

  private final Random random;
  private final List<String> statements = new ArrayList<>();
  private final Map<String, Map<String, String>> tables = new TreeMap<>();
  private final List<String> enums = new ArrayList<>();

  private RandomSchema(long seed) {
    this.random = new Random(seed);
  }

  /** Returns the statements that make the schema of a seed. */
  static List<String> of(long seed) {
    return new RandomSchema(seed).make();
  }

  private List<String> make() {
    statements.add("CREATE SCHEMA app");
    enums();
    if (chance(2)) {
      statements.add(
          "CREATE DOMAIN app.amount AS numeric CHECK (VALUE >= "
              + random.nextInt(2)
              + ")"
              + (chance(2) ? " DEFAULT 0" : ""));
    }
    if (chance(2)) {
      statements.add("CREATE SEQUENCE app.numbers INCREMENT BY " + (1 + random.nextInt(3)));
    }
    for (int i = 1; i <= 5; i++) {
      if (!chance(4)) {
        table("app.t" + i);
      }
    }
    foreignKeys();
    if (chance(2)) {
      partitions();
    }
    functions();
    views();
    security();
    return statements;
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private void enums() {
    for (String name : List.of("app.state", "app.mood")) {
      if (!chance(4)) {
        List<String> labels = new ArrayList<>(LABELS.subList(0, 2 + random.nextInt(3)));
        if (chance(4)) {
          Collections.shuffle(labels, random);
        }
        statements.add("CREATE TYPE " + name + " AS ENUM ('" + String.join("', '", labels) + "')");
        enums.add(name);
      }
    }
  }

  private void table(String name) {
    Map<String, String> columns = new TreeMap<>();
    List<String> lines = new ArrayList<>();
    String key = any(List.of("bigint GENERATED ALWAYS AS IDENTITY", "serial", "integer", "bigint"));
    lines.add("id " + key + " PRIMARY KEY");
    columns.put("id", key);
    for (int i = 1; i <= 5; i++) {
      if (!chance(3)) {
        String type = !enums.isEmpty() && chance(4) ? any(enums) : any(TYPES);
        String value = enums.contains(type) ? "'new'" : DEFAULTS.get(type);
        String line = "c" + i + " " + type;
        line += value != null && chance(3) ? " DEFAULT " + value : "";
        line += chance(3) ? " NOT NULL" : "";
        lines.add(line);
        columns.put("c" + i, type);
      }
    }
    numeric(columns).stream()
        .limit(1)
        .filter(c -> chance(2))
        .forEach(
            c -> lines.add("CONSTRAINT positive CHECK (" + c + " > " + random.nextInt(2) + ")"));
    numeric(columns).stream()
        .limit(1)
        .filter(c -> chance(3))
        .forEach(c -> lines.add("g numeric GENERATED ALWAYS AS (" + c + " * 2) STORED"));
    statements.add("CREATE TABLE " + name + " (" + String.join(", ", lines) + ")");
    tables.put(name, columns);
    indexes(name, columns);
  }

  private static List<String> numeric(Map<String, String> columns) {
    return columns.entrySet().stream()
        .filter(
            column ->
                List.of("integer", "bigint", "numeric(10,2)").contains(column.getValue())
                    && !column.getKey().equals("id"))
        .map(Map.Entry::getKey)
        .toList();
  }

  private void indexes(String table, Map<String, String> columns) {
    String plain = table.substring(4);
    for (String column : columns.keySet()) {
      String type = columns.get(column);
      if (!column.equals("id") && !type.equals("jsonb") && chance(3)) {
        String where = chance(3) ? " WHERE " + column + " IS NOT NULL" : "";
        statements.add(
            "CREATE "
                + (chance(4) ? "UNIQUE " : "")
                + "INDEX "
                + plain
                + "_"
                + column
                + "_i ON "
                + table
                + " ("
                + column
                + (chance(3) ? " DESC" : "")
                + ")"
                + where);
      }
      if (chance(6)) {
        statements.add(
            "COMMENT ON COLUMN " + table + "." + column + " IS 'of " + random.nextInt(3) + "'");
      }
    }
    if (chance(4)) {
      statements.add("COMMENT ON TABLE " + table + " IS 'the table'");
    }
  }

  private void foreignKeys() {
    for (String table : tables.keySet()) {
      for (String target : tables.keySet()) {
        if (chance(4)) {
          String column = "fk_" + target.substring(4);
          String type = tables.get(target).get("id").startsWith("bigint") ? "bigint" : "integer";
          statements.add("ALTER TABLE " + table + " ADD COLUMN " + column + " " + type);
          statements.add(
              "ALTER TABLE "
                  + table
                  + " ADD CONSTRAINT "
                  + column
                  + " FOREIGN KEY ("
                  + column
                  + ") REFERENCES "
                  + target
                  + any(List.of("", " ON DELETE CASCADE", " DEFERRABLE")));
        }
      }
    }
  }

  private void partitions() {
    statements.add(
        "CREATE TABLE app.events (id bigint NOT NULL, at date NOT NULL, note "
            + any(List.of("text", "varchar(9)"))
            + ", PRIMARY KEY (id, at)) PARTITION BY RANGE (at)");
    for (int year = 2024; year < 2027; year++) {
      if (!chance(3)) {
        statements.add(
            "CREATE TABLE app.events_"
                + year
                + " PARTITION OF app.events FOR VALUES FROM ('"
                + year
                + "-01-01') TO ('"
                + (year + 1)
                + "-01-01')");
      }
    }
    if (chance(2)) {
      statements.add("CREATE INDEX events_note ON app.events (note)");
    }
  }

  private void functions() {
    if (chance(2)) {
      String type = any(List.of("integer", "bigint"));
      statements.add(
          "CREATE FUNCTION app.twice(n "
              + type
              + ") RETURNS "
              + type
              + " LANGUAGE sql IMMUTABLE AS 'SELECT n * "
              + (2 + random.nextInt(2))
              + "'");
    }
    if (tables.isEmpty()) {
      return;
    }
    String table = any(List.copyOf(tables.keySet()));
    if (chance(2)) {
      statements.add(
          "CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$");
      statements.add(
          "CREATE TRIGGER touch BEFORE "
              + any(List.of("INSERT", "UPDATE"))
              + " ON "
              + table
              + " FOR EACH ROW EXECUTE FUNCTION app.touch()");
    }
    if (chance(2)) {
      statements.add(
          "CREATE FUNCTION app.ids() RETURNS SETOF bigint LANGUAGE sql BEGIN ATOMIC SELECT id FROM "
              + table
              + "; END");
    }
  }

  private void views() {
    List<String> sources = new ArrayList<>(tables.keySet());
    for (int i = 1; i <= 3 && !sources.isEmpty(); i++) {
      if (!chance(3)) {
        String source = any(sources);
        List<String> columns =
            new ArrayList<>(tables.getOrDefault(source, Map.of("id", "", "n", "")).keySet());
        columns.removeIf(column -> !column.equals("id") && chance(2));
        String form = chance(4) ? "MATERIALIZED VIEW" : "VIEW";
        String name = "app.v" + i;
        statements.add(
            "CREATE "
                + form
                + " "
                + name
                + " AS SELECT "
                + String.join(", ", columns)
                + (columns.contains("n") ? "" : ", 1 AS n")
                + " FROM "
                + source);
        sources.add(name);
      }
    }
  }

  private void security() {
    for (String table : tables.keySet()) {
      if (chance(4)) {
        statements.add("ALTER TABLE " + table + " ENABLE ROW LEVEL SECURITY");
        statements.add(
            "CREATE POLICY own ON "
                + table
                + any(List.of("", " FOR SELECT"))
                + " USING (id > "
                + random.nextInt(3)
                + ")");
      }
    }
  }
}
