package io.github.saascore.schema.bridge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Catalog;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Domain;
import org.jooq.EnumType;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.SQLDialect;
import org.jooq.Schema;
import org.jooq.Sequence;
import org.jooq.Table;
import org.jooq.TableOptions.TableType;
import org.jooq.UDT;
import org.jooq.impl.DSL;

/**
 * Writes the statements that make what jOOQ's generated code knows of a schema.
 *
 * <p>jOOQ's own {@code Meta.ddl()} of such code cannot be executed where there are enums, domains
 * or materialised views, so the statements are written here. Their order does not matter to whoever
 * runs them.
 */
final class GeneratedDdl {
  private static final Pattern CHECK = Pattern.compile("(?is)^\\s*CHECK\\s*(\\(.*\\))\\s*$");
  private static final Pattern VIEW =
      Pattern.compile("(?is)^\\s*create\\s+view\\s+.*?\\s+as\\s+(.*?);?\\s*$");

  private final DSLContext dsl = DSL.using(SQLDialect.POSTGRES);
  private final List<String[]> results = new ArrayList<>();
  private final Map<String, String> enums = new LinkedHashMap<>();

  GeneratedDdl() {}

  /** Returns the statements for all schemas of a catalog. */
  List<String[]> of(Catalog catalog) {
    catalog.getSchemas().forEach(this::schema);
    return all();
  }

  /** Returns the statements for one schema. */
  List<String[]> of(Schema schema) {
    schema(schema);
    return all();
  }

  private List<String[]> all() {
    List<String[]> all = new ArrayList<>();
    enums.values().forEach(sql -> all.add(new String[] {ModelBridge.SQL, sql}));
    all.addAll(results);
    return all;
  }

  private void schema(Schema schema) {
    if (schema.getName().startsWith("pg_") || schema.getName().equals("information_schema")) {
      return;
    }
    sql("create schema if not exists %s", DSL.name(schema.getName()));
    schema.getDomains().forEach(domain -> domain(schema, domain));
    schema.getUDTs().forEach(udt -> composite(schema, udt));
    schema.getSequences().forEach(sequence -> sequence(schema, sequence));
    for (Table<?> table : schema.getTables()) {
      Name name = DSL.name(schema.getName(), table.getName());
      TableType type = table.getOptions().type();
      if (type == TableType.TABLE) {
        new GeneratedTable(dsl, table, name, results).write();
        Stream.of(table.fields()).forEach(column -> enumOf(column.getDataType()));
      } else if (type == TableType.VIEW) {
        view(name, table.getOptions().source());
      } else {
        note(type.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + dsl.render(name));
      }
    }
  }

  private void domain(Schema schema, Domain<?> domain) {
    Name name = DSL.name(schema.getName(), domain.getName());
    DataType<?> type = domain.getDataType();
    String checks =
        domain.getChecks().stream()
            .map(check -> check(check.getName(), dsl.renderInlined(check.condition())))
            .collect(Collectors.joining());
    sql("create domain %s as " + GeneratedTable.type(dsl, type) + checks.replace("%", "%%"), name);
  }

  /** The condition of a domain's check has the word CHECK in it. */
  private String check(String name, String text) {
    Matcher whole = CHECK.matcher(text.replaceAll("^\\(|\\)$", ""));
    String condition = whole.matches() ? whole.group(1) : "(" + text + ")";
    String named = name.isEmpty() ? "" : " constraint " + dsl.render(DSL.name(name));
    return named + " check " + condition;
  }

  private void composite(Schema schema, UDT<?> udt) {
    String fields =
        Stream.of(udt.fields())
            .map(
                field -> {
                  enumOf(field.getDataType());
                  return dsl.render(DSL.name(field.getName()))
                      + " "
                      + GeneratedTable.type(dsl, field.getDataType());
                })
            .collect(Collectors.joining(", "));
    sql("create type %s as (" + fields + ")", DSL.name(schema.getName(), udt.getName()));
  }

  private void sequence(Schema schema, Sequence<?> sequence) {
    String options =
        option(" increment by ", sequence.getIncrementBy())
            + option(" minvalue ", sequence.getMinvalue())
            + option(" maxvalue ", sequence.getMaxvalue())
            + option(" start with ", sequence.getStartWith())
            + option(" cache ", sequence.getCache())
            + (sequence.getCycle() ? " cycle" : "");
    sql("create sequence %s" + options, DSL.name(schema.getName(), sequence.getName()));
  }

  private String option(String words, Field<?> value) {
    return value == null ? "" : words + dsl.renderInlined(value);
  }

  private void view(Name name, String source) {
    Matcher matcher = VIEW.matcher(source == null ? "" : source);
    if (matcher.matches()) {
      sql("create view %s as " + matcher.group(1).replace("%", "%%"), name);
    } else {
      note("view " + dsl.render(name));
    }
  }

  /** Enums are no part of a generated schema; they are found by the columns that have them. */
  private void enumOf(DataType<?> type) {
    DataType<?> single = type.getArrayComponentDataType();
    if (single != null) {
      enumOf(single);
    } else if (EnumType.class.isAssignableFrom(type.getType())) {
      EnumType[] values = (EnumType[]) type.getType().getEnumConstants();
      String schema = values[0].getSchema() == null ? "public" : values[0].getSchema().getName();
      String name = dsl.render(DSL.name(schema, values[0].getName()));
      String labels =
          Stream.of(values)
              .map(value -> dsl.renderInlined(DSL.inline(value.getLiteral())))
              .collect(Collectors.joining(", "));
      enums.put(name, "create type " + name + " as enum (" + labels + ")");
    }
  }

  private void sql(String pattern, Name name) {
    results.add(new String[] {ModelBridge.SQL, pattern.formatted(dsl.render(name))});
  }

  private void note(String what) {
    results.add(new String[] {ModelBridge.NOTE, what + ": generated code does not hold its query"});
  }
}
