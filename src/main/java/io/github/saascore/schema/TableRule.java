package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The rule of tables: plain, partitioned and foreign. */
final class TableRule implements Rule {
  private final ColumnText columns;

  TableRule(ColumnText columns) {
    this.columns = columns;
  }

  @Override
  public List<String> create(Fact table, List<Fact> parts) {
    StringBuilder sql = new StringBuilder("CREATE ");
    sql.append(table.is("persistence", "unlogged") ? "UNLOGGED " : "").append(table.target());
    table.get("of_type").ifPresent(type -> sql.append(" OF ").append(type));
    List<String> lines = lines(table, parts);
    if (!lines.isEmpty()) {
      sql.append(" (\n    ").append(String.join(",\n    ", lines)).append("\n)");
    } else if (!table.has("of_type")) {
      sql.append(" ()");
    }
    List<String> parents = of(parts, Kind.INHERITANCE).map(fact -> fact.address().name()).toList();
    if (!parents.isEmpty()) {
      sql.append(" INHERITS (").append(String.join(", ", parents)).append(')');
    }
    table.get("server").ifPresent(server -> sql.append(" SERVER ").append(server));
    sql.append(Options.foreign(table));
    table.get("partition_key").ifPresent(key -> sql.append(" PARTITION BY ").append(key));
    table.get("access_method").ifPresent(method -> sql.append(" USING ").append(method));
    List<String> options = options(table);
    if (!options.isEmpty()) {
      sql.append(" WITH (").append(Options.with(options)).append(')');
    }
    table.get("tablespace").ifPresent(space -> sql.append(" TABLESPACE ").append(space));
    List<String> statements = new ArrayList<>(List.of(sql.toString()));
    statements.addAll(switches(table));
    return statements;
  }

  private List<String> lines(Fact table, List<Fact> parts) {
    boolean typed = table.has("of_type");
    List<String> lines = new ArrayList<>();
    of(parts, Kind.COLUMN)
        .sorted(Comparator.comparingInt(column -> Integer.parseInt(column.text("position"))))
        .filter(column -> !typed || ColumnText.writesNotNull(column))
        .forEach(
            column ->
                lines.add(
                    typed
                        ? ColumnText.withOptions(column)
                        : columns.definition(column, defaultOf(column, parts))));
    Stream.of("primary key", "unique", "check", "exclude")
        .forEach(
            form ->
                of(parts, Kind.CONSTRAINT)
                    .filter(constraint -> constraint.is("form", form))
                    .forEach(
                        constraint ->
                            lines.add(
                                "CONSTRAINT "
                                    + constraint.address().name()
                                    + " "
                                    + constraint.text("definition"))));
    return lines;
  }

  private static java.util.Optional<Fact> defaultOf(Fact column, List<Fact> parts) {
    return of(parts, Kind.DEFAULT)
        .filter(fact -> fact.parent().filter(column.address()::equals).isPresent())
        .findFirst();
  }

  private static Stream<Fact> of(List<Fact> parts, Kind kind) {
    return parts.stream().filter(part -> part.kind() == kind);
  }

  private static List<String> options(Fact table) {
    return Stream.concat(table.list("options").stream(), table.list("toast_options").stream())
        .toList();
  }

  private static List<String> switches(Fact table) {
    List<String> statements = new ArrayList<>();
    String alter = alter(table);
    if (table.is("row_security")) {
      statements.add(alter + "ENABLE ROW LEVEL SECURITY");
    }
    if (table.is("force_row_security")) {
      statements.add(alter + "FORCE ROW LEVEL SECURITY");
    }
    if (table.has("replica_identity") && !table.is("replica_identity", "index")) {
      statements.add(replicaIdentity(table));
    }
    return statements;
  }

  private static String alter(Fact table) {
    return "ALTER " + table.target() + " ";
  }

  private static String replicaIdentity(Fact table) {
    return alter(table)
        + "REPLICA IDENTITY "
        + table.get("replica_identity").orElse("default").toUpperCase(Locale.ROOT);
  }

  @Override
  public Alteration alter(Fact from, Fact to, Set<String> changed) {
    List<String> statements = new ArrayList<>();
    for (String attribute : changed) {
      switch (attribute) {
        case "form", "partition_key", "of_type", "server" -> {
          return Alteration.again();
        }
        case "persistence" ->
            statements.add(alter(to) + "SET " + to.text("persistence").toUpperCase(Locale.ROOT));
        case "row_security" ->
            statements.add(
                alter(to) + (to.is(attribute) ? "ENABLE" : "DISABLE") + " ROW LEVEL SECURITY");
        case "force_row_security" ->
            statements.add(
                alter(to) + (to.is(attribute) ? "" : "NO ") + "FORCE ROW LEVEL SECURITY");
        case "replica_identity" -> {
          // "index" is said by the index itself, which exists later than the table.
          if (!to.is(attribute, "index")) {
            statements.add(replicaIdentity(to));
          }
        }
        case "access_method" ->
            statements.add(alter(to) + "SET ACCESS METHOD " + to.get(attribute).orElse("heap"));
        case "tablespace" ->
            statements.add(alter(to) + "SET TABLESPACE " + to.get(attribute).orElse("pg_default"));
        case "foreign_options" -> statements.add(alter(to) + Options.foreignChanges(from, to));
        case "options", "toast_options" ->
            Options.changes(from.list(attribute), to.list(attribute))
                .forEach(clause -> statements.add(alter(to) + clause));
        default -> throw new IllegalStateException("no rule for " + attribute + " of a table");
      }
    }
    return Alteration.inPlace(statements);
  }
}
