package io.github.saascore.engine.care;

import io.github.saascore.postgres.ForeignKeySuspension;
import io.github.saascore.postgres.Unit;
import io.github.saascore.script.Statement;
import io.github.saascore.script.StatementList;
import io.github.saascore.script.StatementShape;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What of a unit's statements is worth a trial, judged by their key words.
 *
 * <p>Statements that only move rows, build indexes or check constraints change nothing about which
 * tables and columns there are, and may take long: they are left out.
 */
final class TrialScript {
  private static final int BEGINNING = 400;
  private static final Pattern DATA =
      Pattern.compile(
          "^(insert|update|delete|merge|copy|truncate|with|values|table|analyze|vacuum|refresh"
              + "|reindex|cluster|comment|grant|revoke|explain|lock|notify|checkpoint|security)\\b");
  private static final Set<String> OPAQUE = Set.of("do", "call", "execute");
  private static final Pattern QUERY =
      Pattern.compile(
          "^select\\s+(?!(pg_catalog\\.)?(set_config|setval|nextval|pg_advisory_\\w+|count|now)\\b)"
              + "[\\w.\"]+\\s*\\(");
  private static final Pattern FILLED =
      Pattern.compile("\\bas\\s*(\\(\\s*)*(select|table|values|with|execute)\\b");

  private final List<Statement> statements;

  private TrialScript(List<Statement> statements) {
    this.statements = statements;
  }

  /** Returns the statements of a unit; none for Java code. */
  static TrialScript of(Unit unit) {
    // With suspended foreign keys the way that allows everything is the one to try.
    List<Statement> statements =
        unit.instead().work() instanceof Unit.Script script ? script.statements() : List.of();
    int ran = ran(unit);
    return new TrialScript(ran == 0 ? statements : statements.stream().skip(ran).toList());
  }

  /** Returns how many statements of a unit that was left in the middle have run already. */
  private static int ran(Unit unit) {
    return unit.trail()
        .flatMap(Unit.Trail::resumed)
        .map(resumed -> resumed.progress().step())
        .orElse(0);
  }

  /** Returns all statements. */
  List<Statement> statements() {
    return statements;
  }

  /** Returns the statements to try, in order. */
  List<Statement> tried() {
    return statements.stream().flatMap(statement -> trial(statement).stream()).toList();
  }

  /**
   * Tells whether anything may be lost by these statements, as far as their key words say. Most
   * statements create or insert, and are told by their first letters; there may be many thousands.
   */
  boolean mayDestroy() {
    return StatementList.beginning(statements, "acdest").anyMatch(TrialScript::mayDestroy);
  }

  private static boolean mayDestroy(Statement statement) {
    if (statement.beginsWith('a')) {
      String sql = statement.sql().toLowerCase(Locale.ROOT);
      return sql.contains("type")
          || (sql.contains("drop") && !statement.shape().destroys().isEmpty());
    }
    if (statement.beginsWith('s')) {
      return QUERY.matcher(begin(statement)).find();
    }
    if (statement.beginsWith('c') || statement.beginsWith('e')) {
      return OPAQUE.contains(statement.firstWord());
    }
    String word = statement.firstWord();
    return word.equals("drop")
        || word.equals("truncate")
        || OPAQUE.contains(word)
        || (word.equals("delete") && !statement.shape().destroys().isEmpty());
  }

  private static Optional<Statement> trial(Statement statement) {
    String begin = begin(statement);
    if (statement.data().isPresent()
        || DATA.matcher(begin).find()
        || ForeignKeySuspension.isRestoring(statement)) {
      return Optional.empty();
    }
    if (ForeignKeySuspension.isOurs(statement)) {
      return Optional.of(statement);
    }
    StatementShape shape = statement.shape();
    if (shape.refusesTransaction() || begin.contains("validate constraint")) {
      return Optional.empty();
    }
    if (!shape.isCreation()) {
      return Optional.of(statement);
    }
    boolean structure =
        shape.creates().stream()
            .noneMatch(made -> made.kind().equals("index") || made.kind().equals("constraint"));
    return structure ? Optional.of(unfilled(statement, begin)) : Optional.empty();
  }

  /** A table made from a query is tried without its rows. */
  private static Statement unfilled(Statement statement, String begin) {
    boolean filled =
        (begin.contains(" table ") || begin.contains(" view ")) && FILLED.matcher(begin).find();
    boolean data = begin.contains("materialized") || !begin.contains(" view ");
    return filled && data ? statement.withSql(statement.sql() + " WITH NO DATA") : statement;
  }

  /** The first words in lower case, with single spaces; a statement may be a megabyte long. */
  private static String begin(Statement statement) {
    return statement.begin(BEGINNING).toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
  }
}
