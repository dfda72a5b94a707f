package io.github.saascore.engine.hazard;

import io.github.saascore.postgres.Quote;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes single stand-ins; names are as the server's messages have them, without quotes. */
final class StandInSql {
  /** Tried in turn: most expressions fit one of them. */
  private static final List<String> TYPES =
      List.of("text", "integer", "timestamptz", "int4range", "jsonb", "boolean");

  private static final Pattern REFERENCED =
      Pattern.compile(
          "references\\s+((?:\"[^\"]+\"|[\\w.])+)\\s*(?:\\(([^)]*)\\))?", Pattern.CASE_INSENSITIVE);

  private static final Pattern ALTERED =
      Pattern.compile(
          "^\\s*alter\\s+table\\s+(?:if\\s+exists\\s+)?(?:only\\s+)?((?:\"[^\"]+\"|[\\w.])+)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern RANGE =
      Pattern.compile(
          "for\\s+values\\s+(from|in|with)|\\b(default)\\s*$", Pattern.CASE_INSENSITIVE);

  private final Connection connection;
  private final Map<String, Integer> tried = new HashMap<>();

  StandInSql(Connection connection) {
    this.connection = connection;
  }

  /** Returns the names that a statement mentions as words of their own. */
  static List<String> mentioned(String text, Collection<String> names) {
    return names.stream()
        .filter(
            name ->
                Pattern.compile(
                        "(?<!\\w)\"?" + Pattern.quote(bare(name)) + "\"?(?!\\w)",
                        Pattern.CASE_INSENSITIVE)
                    .matcher(text)
                    .find())
        .toList();
  }

  /** Makes a relation of the kind that the statement speaks of, and returns the kind. */
  String relation(String text, String name) throws SQLException {
    int dot = name.indexOf('.');
    if (dot > 0) {
      schema(name.substring(0, dot), false);
    }
    String words = text.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    if (words.startsWith("refresh") || words.matches("(alter|drop) materialized view .*")) {
      run("CREATE MATERIALIZED VIEW %s AS SELECT 1 AS id".formatted(quoted(name)));
      run("CREATE UNIQUE INDEX ON %s (id)".formatted(quoted(name)));
      return "materialized view";
    }
    if (words.matches("(alter|drop) view .*")) {
      run("CREATE VIEW %s AS SELECT 1 AS id".formatted(quoted(name)));
      return "view";
    }
    if (words.matches("(alter|drop) sequence .*") || name.endsWith("_seq")) {
      run("CREATE SEQUENCE %s".formatted(quoted(name)));
      return "sequence";
    }
    if (words.matches("(alter|drop|reindex)( \\([^)]*\\))? index .*")) {
      index(name, List.of());
      return "index";
    }
    if (words.contains(" attach partition ") || words.contains(" detach partition ")) {
      return partition(words, name);
    }
    boolean indexed = words.startsWith("reindex") || words.startsWith("cluster");
    run("CREATE TABLE %s (%s)".formatted(quoted(name), indexed ? "id bigint PRIMARY KEY" : ""));
    return "table";
  }

  /** A partitioned table needs a key that takes the bounds; text takes numbers and dates too. */
  private String partition(String words, String name) throws SQLException {
    boolean parent =
        words.matches("alter table (if exists )?(only )?\"?" + Pattern.quote(name) + "\"? .*")
            || words.matches(
                "alter table .*\\.\"?" + Pattern.quote(bare(name)) + "\"? (at|de)tach.*");
    if (parent) {
      Matcher bounds = RANGE.matcher(words);
      boolean list = bounds.find() && "in".equals(bounds.group(1));
      boolean hash = words.contains("values with");
      String method = list ? "LIST" : hash ? "HASH" : "RANGE";
      run(
          "CREATE TABLE %s (partition_key text) PARTITION BY %s (partition_key)"
              .formatted(quoted(name), method));
      return "table";
    }
    run("CREATE TABLE %s (partition_key text)".formatted(quoted(name)));
    if (words.contains(" detach partition ")) {
      String owner = words.replaceFirst("^alter table (if exists )?(only )?(\\S+) detach.*$", "$3");
      run(
          "ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM ('%s') TO ('%s ')"
              .formatted(owner, quoted(name), "~" + name, "~" + name));
    }
    return "table";
  }

  /** Makes a schema; one that is to be reindexed has something in it. */
  void schema(String name, String text) throws SQLException {
    schema(name, text.strip().toLowerCase(Locale.ROOT).startsWith("reindex"));
  }

  private void schema(String name, boolean filled) throws SQLException {
    run("CREATE SCHEMA IF NOT EXISTS %s".formatted(Quote.name(name)));
    if (filled) {
      run("CREATE TABLE %s.stand_in (id bigint PRIMARY KEY)".formatted(Quote.name(name)));
    }
  }

  /** Adds a column of a type that the statement lets expect. */
  void column(String table, String column, String text) throws SQLException {
    String words = text.toLowerCase(Locale.ROOT);
    String name = Pattern.quote(column.toLowerCase(Locale.ROOT));
    boolean rows = words.matches("(?s)\\s*(update|delete)\\b.*");
    boolean required = words.matches("(?s).*\\b" + name + "\"?\\s+drop\\s+not\\s+null.*");
    boolean toText =
        words.matches(
            "(?s).*\\b" + name + "\"?\\s+(set\\s+data\\s+)?type\\s+(text|varchar|char).*");
    boolean toTime =
        words.matches(
            "(?s).*\\b" + name + "\"?\\s+(set\\s+data\\s+)?type\\s+(timestamp|date|time).*");
    int type = toText ? 1 : toTime ? 2 : 0;
    tried.put(table + "." + column, type);
    String rest =
        rows && column.equals("id") ? " PRIMARY KEY" : required ? " NOT NULL DEFAULT ''" : "";
    run(
        "ALTER TABLE %s ADD COLUMN %s %s%s"
            .formatted(quoted(table), Quote.name(column), TYPES.get(type), rest));
  }

  /**
   * Gives a column the next type that may fit; false if all were tried.
   *
   * @param wrong the type that does not fit, as the server writes it; any, if it is empty
   */
  boolean nextType(String table, String column, String wrong) throws SQLException {
    String key = table + "." + column;
    int now = tried.getOrDefault(key, 0);
    String name = TYPES.get(now).replace("timestamptz", "timestamp with time zone");
    int next = now + 1;
    if (next >= TYPES.size() || !(wrong.isEmpty() || wrong.equals(name))) {
      return false;
    }
    tried.put(key, next);
    run(
        "ALTER TABLE %s ALTER COLUMN %s DROP DEFAULT, ALTER COLUMN %2$s TYPE %3$s USING NULL"
            .formatted(quoted(table), Quote.name(column), TYPES.get(next)));
    return true;
  }

  boolean constraint(String table, String name) throws SQLException {
    run(
        "ALTER TABLE %s ADD CONSTRAINT %s CHECK (true) NOT VALID"
            .formatted(quoted(table), Quote.name(name)));
    return true;
  }

  /** Makes an index on a table that the statement mentions, or on one of its own. */
  boolean index(String name, List<String> tables) throws SQLException {
    String table;
    if (tables.isEmpty()) {
      table = Quote.name("table_of_" + bare(name));
      run("CREATE TABLE IF NOT EXISTS %s (id bigint)".formatted(table));
    } else {
      table = quoted(tables.get(0));
      run(
          "ALTER TABLE %s ADD COLUMN IF NOT EXISTS stand_in bigint NOT NULL DEFAULT 0"
              .formatted(table));
    }
    String column = tables.isEmpty() ? "id" : "stand_in";
    run("CREATE UNIQUE INDEX %s ON %s (%s)".formatted(Quote.name(bare(name)), table, column));
    return true;
  }

  /** Makes an enum, a domain with a table that uses it, or a domain that takes every text. */
  boolean type(String name, String text) throws SQLException {
    String words = text.toLowerCase(Locale.ROOT).strip();
    if (words.startsWith("alter type")) {
      String after = words.replaceFirst("(?s)^.*'\\s*(before|after)\\s*('[^']*').*$", "$2");
      run(
          "CREATE TYPE %s AS ENUM (%s)"
              .formatted(quoted(name), after.startsWith("'") ? after : "'a'"));
      return true;
    }
    boolean number = !text.contains("'") && !text.contains("~");
    String base = words.startsWith("alter domain") && number ? "integer" : "text";
    run("CREATE DOMAIN %s AS %s".formatted(quoted(name), base));
    if (words.startsWith("alter domain")) {
      run(
          "CREATE TABLE %s (value %s)"
              .formatted(Quote.name("table_of_" + bare(name)), quoted(name)));
    }
    return true;
  }

  boolean primaryKey(String table, Set<String> columns) throws SQLException {
    run("ALTER TABLE %s ADD COLUMN IF NOT EXISTS id bigint".formatted(quoted(table)));
    columns.add("id");
    run("ALTER TABLE %s ADD PRIMARY KEY (id)".formatted(quoted(table)));
    return true;
  }

  /** Makes the columns unique that a foreign key references. */
  boolean unique(String table, String text) throws SQLException {
    Matcher references = REFERENCED.matcher(text);
    while (references.find()) {
      if (bare(plain(references.group(1))).equalsIgnoreCase(bare(table))
          && references.group(2) != null) {
        run("ALTER TABLE %s ADD UNIQUE (%s)".formatted(quoted(table), references.group(2)));
        return true;
      }
    }
    return false;
  }

  /** Gives the referenced column of a stand-in the type of the referencing one. */
  boolean referencedType(String table, String column, String type) throws SQLException {
    run(
        "ALTER TABLE %s ALTER COLUMN %s DROP DEFAULT, ALTER COLUMN %2$s TYPE %3$s USING NULL"
            .formatted(quoted(table), Quote.name(column), type));
    return true;
  }

  /** Returns the tables that a statement references, without quotes. */
  static List<String> referenced(String text) {
    return REFERENCED.matcher(text).results().map(found -> plain(found.group(1))).toList();
  }

  /** Returns the table that an ALTER TABLE changes, without quotes; else an empty text. */
  static String altered(String text) {
    Matcher owner = ALTERED.matcher(text);
    return owner.find() ? plain(owner.group(1)) : "";
  }

  boolean enumLabel(String type, String label) throws SQLException {
    run("ALTER TYPE %s ADD VALUE %s".formatted(type, Quote.text(label)));
    return true;
  }

  boolean domainConstraint(String domain, String name) throws SQLException {
    run(
        "ALTER DOMAIN %s ADD CONSTRAINT %s CHECK (true) NOT VALID"
            .formatted(quoted(domain), Quote.name(name)));
    return true;
  }

  void function(String signature, String returns) throws SQLException {
    run("DROP FUNCTION IF EXISTS %s".formatted(signature));
    if (returns.equals("trigger")) {
      run(
          "CREATE FUNCTION %s RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'"
              .formatted(signature));
    } else {
      // Not in SQL, which the planner would put in line and take for a constant.
      run(
          "CREATE FUNCTION %s RETURNS %s LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'"
              .formatted(signature, returns));
    }
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String quoted(String name) {
    return String.join(".", Stream.of(name.split("\\.", 2)).map(Quote::name).toList());
  }

  private static String plain(String name) {
    return name.replace("\"", "");
  }

  static String bare(String name) {
    return name.substring(name.indexOf('.') + 1);
  }
}
