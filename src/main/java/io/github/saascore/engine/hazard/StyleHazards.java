package io.github.saascore.engine.hazard;

import io.github.saascore.engine.hazard.Catalog.Column;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Types of columns that are new or changed; nobody is blocked by them. */
final class StyleHazards implements Detector {
  static final Rule JSON =
      Rule.note(
          "json-column",
          Family.STYLE,
          "Type json has no equality: SELECT DISTINCT and UNION over the table fail.",
          "jsonb");

  static final Rule CHAR =
      Rule.optional(
          "char-n-column",
          Family.STYLE,
          "Type char(n) fills up with blanks and saves nothing.",
          "text, or varchar(n)");

  static final Rule VARCHAR =
      Rule.optional(
          "varchar-n-column",
          Family.STYLE,
          "A shorter limit later writes the whole table anew.",
          "text with a CHECK on its length");

  static final Rule TIMESTAMP =
      Rule.optional(
          "timestamp-without-tz",
          Family.STYLE,
          "A timestamp without a zone means another moment in each zone.",
          "timestamptz");

  static final Rule INT32 =
      Rule.optional("int32-column", Family.STYLE, "Numbers end at 2,147,483,647.", "bigint");

  static final Rule INT16 =
      Rule.optional("int16-column", Family.STYLE, "Numbers end at 32,767.", "bigint");

  static final Rule SERIAL =
      Rule.optional(
          "serial-column",
          Family.STYLE,
          "The sequence of a serial column has rights and a name of its own, and anybody may write"
              + " other numbers into the column.",
          "GENERATED ALWAYS AS IDENTITY");

  private record Style(Rule rule, Predicate<Column> applies) {}

  private static final List<Style> STYLES =
      List.of(
          new Style(JSON, column -> column.typeName().equals("json")),
          new Style(CHAR, column -> column.typeName().equals("bpchar")),
          new Style(
              VARCHAR, column -> column.typeName().equals("varchar") && column.typeModifier() > 0),
          new Style(TIMESTAMP, column -> column.typeName().equals("timestamp")),
          new Style(INT32, column -> column.typeName().equals("int4")),
          new Style(INT16, column -> column.typeName().equals("int2")),
          new Style(SERIAL, Column::serial));

  /** Column types that the server chose itself. */
  private static final Set<Character> QUERIES = Set.of('m');

  @Override
  public List<Rule> rules() {
    return STYLES.stream().map(Style::rule).toList();
  }

  @Override
  public Stream<Found> find(Scene scene) {
    List<Column> columns =
        Stream.concat(
                scene.newColumns().stream(),
                scene.changed(column -> column.typeOid() + ":" + column.typeModifier()).stream()
                    .map(Scene.Changed::after))
            .filter(column -> !QUERIES.contains(scene.kind(column.id().relation())))
            .toList();
    return STYLES.stream()
        .flatMap(
            style ->
                columns.stream()
                    .filter(style.applies())
                    .map(
                        column ->
                            scene
                                .on(
                                    style.rule(),
                                    column.id().relation(),
                                    "column %s of %s is %s"
                                        .formatted(
                                            column.name(),
                                            scene.name(column.id().relation()),
                                            column.type()))
                                .named("column", column.name())));
  }
}
