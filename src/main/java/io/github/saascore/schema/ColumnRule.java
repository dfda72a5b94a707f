package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The rule of a table's columns. */
final class ColumnRule implements Rule {
  private final ColumnText texts;
  private final int major;

  ColumnRule(ColumnText texts, int major) {
    this.texts = texts;
    this.major = major;
  }

  @Override
  public List<String> create(Fact column, List<Fact> parts) {
    Optional<Fact> defaultFact =
        parts.stream().filter(part -> part.kind() == Kind.DEFAULT).findFirst();
    List<String> statements = new ArrayList<>();
    statements.add(
        "ALTER TABLE "
            + column.address().container()
            + " ADD COLUMN "
            + texts.definition(column, defaultFact));
    statements.addAll(settings(column));
    return statements;
  }

  /** Returns what a column's inline definition has no words for. */
  List<String> settings(Fact column) {
    List<String> statements = new ArrayList<>();
    if (major < 16) {
      column
          .get("storage")
          .ifPresent(storage -> statements.add(alter(column) + "SET STORAGE " + storage));
    }
    column
        .get("statistics")
        .ifPresent(target -> statements.add(alter(column) + "SET STATISTICS " + target));
    if (column.is("not_null_not_valid")) {
      statements.add(addNotNull(column));
    }
    if (column.has("options")) {
      statements.add(alter(column) + "SET (" + Options.with(column.list("options")) + ")");
    }
    return statements;
  }

  @Override
  public String drop(Fact column) {
    return "ALTER TABLE "
        + column.address().container()
        + " DROP COLUMN "
        + column.address().name();
  }

  @Override
  public Alteration alter(Fact from, Fact to, Set<String> changed) {
    if (changed.contains("position")) {
      return new Alteration.Refused("PostgreSQL cannot move a column within its table");
    }
    if (mustBeMadeAgain(from, to, changed)) {
      return Alteration.again();
    }
    List<Ddl> statements = new ArrayList<>();
    boolean retyped = changed.contains("type") || changed.contains("collation");
    boolean expression =
        from.has("generated") && to.has("generated") && changed.contains("expression");
    if (from.has("generated") && !to.has("generated")) {
      statements.add(Ddl.of(alter(to) + "DROP EXPRESSION"));
    }
    if (ColumnText.ownIdentity(from) && !ColumnText.ownIdentity(to)) {
      statements.add(Ddl.of(alter(to) + "DROP IDENTITY"));
    }
    if (retyped) {
      statements.add(retype(from, to));
    }
    if (expression) {
      statements.add(Ddl.of(alter(to) + "SET EXPRESSION AS (" + to.text("expression") + ")"));
    }
    List<String> plain = new ArrayList<>(notNull(from, to, changed));
    plain.addAll(identity(from, to, changed));
    plain.addAll(changedSettings(from, to, changed));
    plain.forEach(sql -> statements.add(Ddl.of(sql)));
    return new Alteration.InPlace(statements, retyped || expression);
  }

  private boolean mustBeMadeAgain(Fact from, Fact to, Set<String> changed) {
    if (!from.has("generated") && to.has("generated")) {
      return true;
    }
    if (!from.has("generated")) {
      return false;
    }
    if (!to.has("generated")) {
      return from.is("generated", "virtual");
    }
    return changed.contains("generated")
        || changed.contains("type")
        || changed.contains("collation")
        || (changed.contains("expression") && major < 17);
  }

  /**
   * Returns the statement that gives a column its wanted type, even where only the type's own
   * definition changed.
   */
  Ddl retype(Fact from, Fact to) {
    String collation = to.get("collation").map(name -> " COLLATE " + name).orElse("");
    Conversion conversion = new Conversion(from.text("type"), to.text("type"));
    String using =
        conversion
            .using(to.address().name())
            .filter(expression -> !to.has("generated"))
            .map(expression -> " USING " + expression)
            .orElse("");
    String sql = alter(to) + "TYPE " + to.text("type") + collation + using;
    return conversion
        .loss()
        .filter(loss -> !to.has("generated"))
        .map(loss -> Ddl.losing(sql, "of " + to.address() + ": " + loss))
        .orElseGet(() -> Ddl.of(sql));
  }

  private static List<String> notNull(Fact from, Fact to, Set<String> changed) {
    String table = "ALTER TABLE " + to.address().container() + " ";
    List<String> statements = new ArrayList<>();
    boolean unsure = changed.contains("not_null_not_valid") && to.is("not_null_not_valid");
    if (unsure && !changed.contains("not_null")) {
      return List.of(alter(to) + "DROP NOT NULL", addNotNull(to));
    }
    if (changed.contains("not_null")) {
      if (!to.is("not_null")) {
        return List.of(alter(to) + "DROP NOT NULL");
      }
      boolean plain =
          !to.has("not_null_name") && !to.is("not_null_no_inherit") && !to.is("not_null_not_valid");
      return List.of(plain ? alter(to) + "SET NOT NULL" : addNotNull(to));
    }
    String oldName = from.text("ref:not_null_name");
    String name = to.text("ref:not_null_name");
    if (changed.contains("not_null_name") && !oldName.equals(name)) {
      statements.add(table + "RENAME CONSTRAINT " + oldName + " TO " + name);
    }
    if (changed.contains("not_null_no_inherit")) {
      statements.add(
          table
              + "ALTER CONSTRAINT "
              + name
              + (to.is("not_null_no_inherit") ? " NO INHERIT" : " INHERIT"));
    }
    if (changed.contains("not_null_not_valid")) {
      statements.add(table + "VALIDATE CONSTRAINT " + name);
    }
    return statements;
  }

  private static String addNotNull(Fact column) {
    String name = column.get("not_null_name").map(n -> "CONSTRAINT " + n + " ").orElse("");
    return "ALTER TABLE "
        + column.address().container()
        + " ADD "
        + name
        + "NOT NULL "
        + column.address().name()
        + (column.is("not_null_no_inherit") ? " NO INHERIT" : "")
        + (column.is("not_null_not_valid") ? " NOT VALID" : "");
  }

  private static List<String> identity(Fact from, Fact to, Set<String> changed) {
    List<String> statements = new ArrayList<>();
    if (!ColumnText.ownIdentity(to)) {
      return statements;
    }
    if (!ColumnText.ownIdentity(from)) {
      statements.add(alter(to) + "ADD " + ColumnText.identity(to));
      return statements;
    }
    if (changed.contains("identity")) {
      statements.add(alter(to) + "SET GENERATED " + to.text("identity").toUpperCase(Locale.ROOT));
    }
    if (changed.contains("identity_options")) {
      String options =
          to.text("identity_options")
              .replaceAll(
                  "(INCREMENT|MINVALUE|MAXVALUE|START|CACHE|NO CYCLE|(?<!NO )CYCLE)", "SET $1");
      statements.add(alter(to) + options + (withinRange(from, to) ? "" : " RESTART"));
    }
    if (changed.contains("identity_sequence")) {
      String sequence = to.text("identity_sequence");
      statements.add(
          "ALTER SEQUENCE "
              + from.text("identity_sequence")
              + " RENAME TO "
              + sequence.substring(sequence.indexOf('.') + 1));
    }
    return statements;
  }

  /** Returns whether a sequence that was never used stays within its new range. */
  private static boolean withinRange(Fact from, Fact to) {
    return SequenceRules.within(
        option(from, "START WITH"), option(to, "MINVALUE"), option(to, "MAXVALUE"));
  }

  private static String option(Fact column, String word) {
    return column.text("identity_options").replaceFirst(".*" + word + " (-?\\d+).*", "$1");
  }

  private static List<String> changedSettings(Fact from, Fact to, Set<String> changed) {
    List<String> statements = new ArrayList<>();
    if (changed.contains("storage")) {
      String usual = to.get("ref:type_storage").orElse("DEFAULT");
      statements.add(alter(to) + "SET STORAGE " + to.get("storage").orElse(usual));
    }
    if (changed.contains("compression")) {
      statements.add(alter(to) + "SET COMPRESSION " + to.get("compression").orElse("default"));
    }
    if (changed.contains("statistics")) {
      statements.add(alter(to) + "SET STATISTICS " + to.get("statistics").orElse("-1"));
    }
    if (changed.contains("options")) {
      Options.changes(from.list("options"), to.list("options"))
          .forEach(clause -> statements.add(alter(to) + clause));
    }
    if (changed.contains("foreign_options")) {
      statements.add(
          "ALTER FOREIGN TABLE "
              + to.address().container()
              + " ALTER COLUMN "
              + to.address().name()
              + " "
              + Options.foreignChanges(from, to));
    }
    return statements;
  }

  private static String alter(Fact column) {
    return "ALTER TABLE "
        + column.address().container()
        + " ALTER COLUMN "
        + column.address().name()
        + " ";
  }
}
