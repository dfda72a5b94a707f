package io.github.saascore.script;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Problems;
import java.util.List;
import java.util.Optional;

/**
 * Makes a body of a section: replaces placeholders and checks the statements against the options.
 */
final class BodyReader {
  private final Source source;
  private final Placeholders placeholders;
  private final Problems problems;

  /**
   * A section that was read.
   *
   * @param body what it does
   * @param kept what the database keeps of it
   * @param canonical its marker for the checksum
   */
  record Result(Body body, Kept kept, String canonical) {}

  /**
   * A section as it is kept in the database: its marker, and its text with placeholders replaced.
   */
  record Kept(Source source, Marker marker, Source content, int from, int to) {
    String text() {
      return source.text(marker.start(), marker.end()).stripTrailing()
          + content.text(from, to).stripTrailing()
          + "\n";
    }
  }

  BodyReader(Source source, Placeholders placeholders, Problems problems) {
    this.source = source;
    this.placeholders = placeholders;
    this.problems = problems;
  }

  /** Returns the body of a section. */
  Result read(String direction, Section section) {
    Marker marker = section.marker();
    Content text = source.content();
    MarkerOptions options = MarkerOptions.read(source, marker, direction, problems);
    boolean replace = placeholders.occurIn(text, marker.end(), section.end());
    Source content = replace ? placeholders.apply(source, marker.end(), section.end()) : source;
    List<Statement> statements = replace ? SqlLexer.split(content, problems) : section.statements();
    Kept kept =
        replace
            ? new Kept(source, marker, content, 0, content.content().length())
            : new Kept(source, marker, source, marker.end(), section.end());
    return new Result(body(direction, options, statements), kept, options.canonical());
  }

  private Body body(String direction, MarkerOptions options, List<Statement> statements) {
    Optional<Body> withoutSql =
        options
            .className()
            .<Body>map(Body.JavaClass::new)
            .or(() -> options.irreversible().map(Body.Irreversible::new));
    if (withoutSql.isPresent()) {
      statements.stream().limit(1).forEach(first -> strayStatement(direction, first));
      return withoutSql.get();
    }
    check(statements, options.forSql(), direction, problems);
    return new Body.Sql(statements, options.forSql());
  }

  private void strayStatement(String direction, Statement statement) {
    problems.add(
        Problem.of(
                Code.BAD_OPTION,
                "SQL stands in a section that saascore:" + direction + " says has none")
            .at(statement.place())
            .hint("remove the option class= or irreversible, or the SQL"));
  }

  /** Collects the statements that cannot run as the options say. */
  private static void check(
      List<Statement> statements, Body.Options options, String direction, Problems problems) {
    TransactionRules.concerned(statements)
        .takeWhile(statement -> !problems.isFull())
        .flatMap(statement -> refusal(statement, options, direction).stream())
        .forEach(problems::add);
  }

  private static Optional<Problem> refusal(
      Statement statement, Body.Options options, String direction) {
    String option = "-- saascore:" + direction + " transaction=none";
    String word = statement.firstWord();
    Optional<Problem> never = never(statement, word);
    if (never.isPresent()) {
      return never;
    }
    if (TransactionRules.mayControl(word)
        && TransactionRules.isControl(TokenCursor.of(statement))) {
      return Optional.of(
          transactionControl(statement)
              .hint(
                  "take it out: the plugin begins and commits; what must run outside of a"
                      + " transaction stands below '"
                      + option
                      + "'"));
    }
    return options.transactional()
            && TransactionRules.mayBeRefused(word)
            && TransactionRules.refuses(TokenCursor.of(statement))
        ? Optional.of(notTransactional(statement).hint(option))
        : Optional.empty();
  }

  /** Returns why no script can have a statement. */
  private static Optional<Problem> never(Statement statement, String word) {
    return switch (word) {
      case "discard" ->
          TransactionRules.isDiscardAll(TokenCursor.of(statement))
              ? Optional.of(discardAll(statement))
              : Optional.empty();
      case "select" ->
          TransactionRules.isUnlockAll(TokenCursor.of(statement))
              ? Optional.of(unlockAll(statement))
              : Optional.empty();
      case "copy" ->
          TransactionRules.isCopyOut(TokenCursor.of(statement))
              ? Optional.of(copyOut(statement))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** Collects the statements that a repeatable script cannot have. */
  static void checkRepeatable(List<Statement> statements, Problems problems) {
    for (Statement statement : statements) {
      if (problems.isFull()) {
        return;
      }
      Optional<Problem> never = never(statement, statement.firstWord());
      if (never.isPresent()) {
        problems.add(never.get());
      } else if (statement.shape().isTransactionControl()) {
        problems.add(
            transactionControl(statement).hint("take it out: the plugin begins and commits"));
      } else if (statement.shape().refusesTransaction()) {
        problems.add(
            notTransactional(statement)
                .hint("move it to a revision with '-- saascore:upgrade transaction=none'"));
      }
    }
  }

  private static Problem transactionControl(Statement statement) {
    String what = statement.shape().describes();
    return Problem.of(
            Code.TRANSACTION_CONTROL,
            "'" + what + "' would end or divide the transaction of the script")
        .at(statement.place())
        .because("a script and the record that it ran are one transaction");
  }

  /** It gives back the lock that keeps other builds out, and the settings of the run. */
  private static Problem discardAll(Statement statement) {
    return Problem.of(
            Code.TRANSACTION_CONTROL, "'DISCARD ALL' would give up the session of the build")
        .at(statement.place())
        .because("its locks keep other builds out, and its settings are those of the script")
        .hint("write what is meant: DISCARD PLANS, DISCARD SEQUENCES or DISCARD TEMP");
  }

  private static Problem unlockAll(Statement statement) {
    return Problem.of(
            Code.TRANSACTION_CONTROL,
            "'pg_advisory_unlock_all()' would give up the lock of the build")
        .at(statement.place())
        .because("it keeps other builds out for as long as this one works")
        .hint("give back what the script has taken: pg_advisory_unlock(<key>)");
  }

  private static Problem copyOut(Statement statement) {
    return Problem.of(Code.SQL, "COPY ... TO STDOUT sends rows that nobody takes")
        .at(statement.place())
        .because("a migration has no output")
        .hint("take it out, or run it with psql");
  }

  private static Problem notTransactional(Statement statement) {
    String what = statement.shape().describes();
    return Problem.of(Code.NOT_TRANSACTIONAL, "'" + what + "' cannot run inside a transaction")
        .at(statement.place());
  }
}
