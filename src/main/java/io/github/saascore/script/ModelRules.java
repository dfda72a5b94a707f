package io.github.saascore.script;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import java.util.Optional;

/**
 * Knows which statements have no place in a model: those that make rows, that work on more than one
 * database, and that say how rather than what.
 *
 * <p>It goes by the leading words; rows that a statement makes in another way are found in the
 * scratch database.
 */
final class ModelRules {
  private static final String ROWS =
      "a model says what the schema is; rows belong into a migration:"
          + " mvn saascore:revision -Dsaascore.message=..., or into a script below"
          + " src/main/migrations/repeatable";

  private ModelRules() {}

  /** Returns what is wrong with a statement of a model. */
  static Optional<Problem> check(Statement statement) {
    TokenCursor cursor = TokenCursor.of(statement);
    if (makesRows(cursor.fromStart())) {
      return refuse(statement, "changes rows", ROWS);
    }
    if (TransactionRules.isControl(cursor.fromStart())) {
      return Optional.of(
          Problem.of(
                  Code.TRANSACTION_CONTROL,
                  "'" + statement.shape().describes() + "' has no place in a model")
              .at(statement.place())
              .hint("take it out: the plugin begins and ends transactions"));
    }
    if (ServerWork.isDefinition(cursor.fromStart())) {
      return refuse(
          statement,
          "works on the whole server, not on a schema",
          "take it out of the model; roles that grants name are made in the scratch database");
    }
    if (isTemporary(cursor.fromStart())) {
      return refuse(statement, "makes what does not stay", "take it out of the model");
    }
    if (TransactionRules.refuses(cursor.fromStart())) {
      return refuse(
          statement,
          "cannot run inside a transaction",
          "leave out CONCURRENTLY and its kin: a model says what there is, not how it comes to be");
    }
    return Optional.empty();
  }

  private static Optional<Problem> refuse(Statement statement, String why, String hint) {
    String what = statement.shape().describes();
    return Optional.of(
        Problem.of(Code.MODEL, "'" + what + "' has no place in a model: it " + why)
            .at(statement.place())
            .hint(hint));
  }

  private static boolean makesRows(TokenCursor cursor) {
    if (cursor.acceptAny("insert", "update", "delete", "merge", "copy", "truncate")) {
      return true;
    }
    if (cursor.at("with")) {
      return mentions(cursor, "insert", "update", "delete", "merge");
    }
    return cursor.at("select") && mentions(cursor, "setval", "nextval");
  }

  private static boolean mentions(TokenCursor cursor, String... words) {
    TokenCursor rest = cursor.copy();
    while (!rest.atEnd()) {
      if (rest.acceptAny(words)) {
        return true;
      }
      rest.next();
    }
    return false;
  }

  private static boolean isTemporary(TokenCursor cursor) {
    if (!cursor.accept("create")) {
      return false;
    }
    cursor.accept("or", "replace");
    cursor.acceptAny("local", "global");
    return cursor.acceptAny("temp", "temporary");
  }
}
