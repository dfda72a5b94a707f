package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The rule of constraints of tables and domains, with the indexes behind them. */
final class ConstraintRule implements Rule {
  private static final String NOT_VALID = " NOT VALID";
  private static final String DEFERRABILITY = "( DEFERRABLE)?( INITIALLY DEFERRED)?$";

  private final Snapshot wanted;

  ConstraintRule(Snapshot wanted) {
    this.wanted = wanted;
  }

  @Override
  public List<String> create(Fact constraint, List<Fact> parts) {
    List<String> statements = new ArrayList<>();
    statements.add(
        alter(constraint, onlyParent(constraint))
            + "ADD CONSTRAINT "
            + constraint.address().name()
            + " "
            + constraint.text("definition"));
    statements.addAll(settings(constraint));
    return statements;
  }

  /** Returns what a constraint's own definition has no words for. */
  List<String> settings(Fact constraint) {
    List<String> statements = new ArrayList<>();
    if (constraint.has("options")) {
      statements.add(
          "ALTER INDEX "
              + index(constraint)
              + " SET ("
              + Options.with(constraint.list("options"))
              + ")");
    }
    constraint
        .get("tablespace")
        .ifPresent(
            space ->
                statements.add("ALTER INDEX " + index(constraint) + " SET TABLESPACE " + space));
    statements.addAll(IndexRule.marks(constraint, constraint.address().container()));
    return statements;
  }

  /** A key of a partitioned table gets its partitions' keys one by one, each under its own name. */
  private boolean onlyParent(Fact constraint) {
    return !constraint.is("form", "check")
        && constraint.kind() == Kind.CONSTRAINT
        && constraint
            .parent()
            .flatMap(wanted::find)
            .filter(t -> t.is("form", "partitioned"))
            .isPresent();
  }

  /** Returns the statement that joins a partition's key to the key of its parent. */
  static String attach(Fact constraint) {
    return "ALTER INDEX "
        + constraint.text("attached_index")
        + " ATTACH PARTITION "
        + index(constraint);
  }

  private static String index(Fact constraint) {
    return schema(constraint.address().container()) + constraint.address().name();
  }

  /** Returns the schema of a qualified name with its dot. */
  static String schema(String qualified) {
    int end = qualified.startsWith("\"") ? qualified.indexOf("\".") + 1 : qualified.indexOf('.');
    return qualified.substring(0, end + 1);
  }

  /** Returns the table with a qualified name. */
  static Address table(String qualified) {
    String schema = schema(qualified);
    return new Address(
        Kind.TABLE,
        schema.substring(0, Math.max(0, schema.length() - 1)),
        qualified.substring(schema.length()));
  }

  @Override
  public String drop(Fact constraint) {
    return alter(constraint, false) + "DROP CONSTRAINT " + constraint.address().name();
  }

  private static String alter(Fact constraint, boolean only) {
    boolean domain = constraint.kind() == Kind.DOMAIN_CONSTRAINT;
    return (domain ? "ALTER DOMAIN " : only ? "ALTER TABLE ONLY " : "ALTER TABLE ")
        + constraint.address().container()
        + " ";
  }

  @Override
  public Alteration alter(Fact from, Fact to, Set<String> changed) {
    List<String> statements = new ArrayList<>();
    for (String attribute : changed) {
      switch (attribute) {
        case "definition" -> {
          String statement = redefine(from, to);
          if (statement.isEmpty()) {
            return Alteration.again();
          }
          statements.add(statement);
        }
        case "options" ->
            Options.changes(from.list(attribute), to.list(attribute))
                .forEach(clause -> statements.add("ALTER INDEX " + index(to) + " " + clause));
        case "tablespace" ->
            statements.add(
                "ALTER INDEX "
                    + index(to)
                    + " SET TABLESPACE "
                    + to.get(attribute).orElse("pg_default"));
        case "clustered", "replica_identity" ->
            statements.addAll(IndexRule.changedMark(to, to.address().container(), attribute));
        case "attached_to" -> {
          if (from.has(attribute)) {
            return Alteration.again();
          }
          statements.add(attach(to));
        }
        case "attached_index" -> {
          if (from.has(attribute) && !changed.contains("attached_to")) {
            return Alteration.again();
          }
        }
        default -> {
          return Alteration.again();
        }
      }
    }
    return Alteration.inPlace(statements);
  }

  /** Returns the statement that changes a definition where it can stay, else nothing. */
  private static String redefine(Fact from, Fact to) {
    String old = from.text("definition");
    String wanted = to.text("definition");
    if (old.equals(wanted + NOT_VALID)) {
      return alter(to, false) + "VALIDATE CONSTRAINT " + to.address().name();
    }
    if (to.kind() == Kind.FOREIGN_KEY
        && old.replaceAll(DEFERRABILITY, "").equals(wanted.replaceAll(DEFERRABILITY, ""))) {
      String bare = wanted.replaceAll(DEFERRABILITY, "");
      String clause = wanted.substring(bare.length());
      return alter(to, false)
          + "ALTER CONSTRAINT "
          + to.address().name()
          + (clause.isEmpty() ? " NOT DEFERRABLE" : clause);
    }
    return "";
  }
}
