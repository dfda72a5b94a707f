package io.github.saascore.script;

import io.github.saascore.script.SqlScanner.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Knows which statements the server refuses inside of a transaction block, and which control the
 * transaction itself.
 *
 * <p>The list is that of PostgreSQL 18 with REPACK of 19: the Notes of the manual's command pages,
 * "cannot be executed inside a transaction block". What depends on the database is decided by what
 * works in both cases: DROP SUBSCRIPTION (only with a slot) counts as refused; CLUSTER and REINDEX
 * of one object (refused only where it is partitioned) do not. {@code DETACH PARTITION ...
 * FINALIZE} and {@code REFRESH MATERIALIZED VIEW CONCURRENTLY} are allowed.
 */
final class TransactionRules {
  private static final Set<String> FALSE = Set.of("false", "off", "0", "no", "f", "n");

  /** With these begin the words below: neither those of data nor those of most queries. */
  private static final String LETTERS = "abcdeprsv";

  /** The first words of what begins, ends or divides a transaction. */
  private static final Set<String> CONTROL =
      Set.of(
          "start",
          "prepare",
          "begin",
          "commit",
          "end",
          "rollback",
          "abort",
          "savepoint",
          "release");

  /** The first words of what the server may refuse. */
  private static final Set<String> REFUSED =
      Set.of("vacuum", "discard", "create", "drop", "alter", "reindex", "cluster", "repack");

  private TransactionRules() {}

  /** Returns those statements that by their first letter can be one of these at all. */
  static Stream<Statement> concerned(List<Statement> statements) {
    return StatementList.beginning(statements, LETTERS);
  }

  /**
   * Tells by its first word, in lower case, whether a statement can be one of {@link #isControl}.
   */
  static boolean mayControl(String firstWord) {
    return CONTROL.contains(firstWord);
  }

  /** Tells by its first word, in lower case, whether a statement can be one of {@link #refuses}. */
  static boolean mayBeRefused(String firstWord) {
    return REFUSED.contains(firstWord);
  }

  /** Tells whether a statement begins, ends or divides a transaction. */
  static boolean isControl(TokenCursor cursor) {
    if (cursor.accept("start", "transaction") || cursor.accept("prepare", "transaction")) {
      return cursor.atEnd() || !(cursor.at("as") || cursor.atSymbol('('));
    }
    return cursor.acceptAny("begin", "commit", "end", "rollback", "abort", "savepoint", "release");
  }

  /** Tells whether a statement takes everything from the session, its advisory locks too. */
  static boolean isDiscardAll(TokenCursor cursor) {
    return cursor.accept("discard", "all");
  }

  /** Tells whether a query gives up all advisory locks of the session. */
  static boolean isUnlockAll(TokenCursor cursor) {
    while (cursor.skipTo("pg_advisory_unlock_all")) {
      cursor.take();
      if (cursor.atSymbol('(')) {
        return true;
      }
    }
    return false;
  }

  /** Tells whether a statement sends rows to the client in the way that only COPY does. */
  static boolean isCopyOut(TokenCursor cursor) {
    if (!cursor.accept("copy")) {
      return false;
    }
    cursor.take();
    return cursor.skipTo("to") && cursor.accept("to", "stdout");
  }

  /** Tells whether the server refuses a statement inside of a transaction block. */
  static boolean refuses(TokenCursor cursor) {
    return switch (cursor.takeWord()) {
      case "vacuum" -> true;
      case "discard" -> cursor.accept("all");
      case "create" -> create(cursor);
      case "drop" ->
          switch (cursor.takeWord()) {
            case "database", "tablespace", "subscription" -> true;
            case "index" -> cursor.accept("concurrently");
            default -> false;
          };
      case "alter" -> alter(cursor);
      case "reindex" -> reindex(cursor);
      case "cluster" -> cluster(cursor);
      case "repack" -> repack(cursor);
      default -> false;
    };
  }

  private static boolean create(TokenCursor cursor) {
    return switch (cursor.takeWord()) {
      case "database", "tablespace" -> true;
      case "subscription" ->
          !(cursor.skipTo("with")
              && cursor.accept("with")
              && (hasOption(cursor.copy(), "connect", false)
                  || hasOption(cursor.copy(), "create_slot", false)));
      case "unique" -> cursor.accept("index", "concurrently");
      case "index" -> cursor.accept("concurrently");
      default -> false;
    };
  }

  private static boolean alter(TokenCursor cursor) {
    return switch (cursor.takeWord()) {
      case "system" -> true;
      case "database" -> {
        cursor.name();
        boolean setting =
            cursor.atKindAhead(2, Kind.SYMBOL) || cursor.atKindAhead(2, Kind.OPERATOR);
        yield cursor.accept("set", "tablespace") && !setting;
      }
      case "subscription" -> {
        cursor.name();
        yield subscription(cursor);
      }
      case "table" -> table(cursor);
      default -> false;
    };
  }

  private static boolean table(TokenCursor cursor) {
    cursor.accept("if", "exists");
    cursor.accept("only");
    cursor.name();
    return cursor.accept("detach", "partition")
        && cursor.name().isPresent()
        && cursor.accept("concurrently");
  }

  private static boolean subscription(TokenCursor cursor) {
    if (cursor.accept("refresh")) {
      return true;
    }
    if (cursor.accept("set") && cursor.atSymbol('(')) {
      return hasOption(cursor.copy(), "failover", true)
          || hasOption(cursor.copy(), "failover", false)
          || hasOption(cursor.copy(), "two_phase", false);
    }
    cursor.acceptAny("add", "drop");
    return cursor.accept("publication")
        && !(cursor.skipTo("with") && cursor.accept("with") && hasOption(cursor, "refresh", false));
  }

  private static boolean reindex(TokenCursor cursor) {
    if (cursor.atSymbol('(') && hasOption(cursor.copy(), "concurrently", true)) {
      return true;
    }
    if (cursor.atSymbol('(')) {
      cursor.take();
    }
    cursor.accept("verbose");
    return cursor.acceptAny("schema", "database", "system")
        || (cursor.acceptAny("table", "index") && cursor.at("concurrently"));
  }

  private static boolean cluster(TokenCursor cursor) {
    if (cursor.atSymbol('(')) {
      cursor.take();
    }
    cursor.accept("verbose");
    return cursor.atEnd();
  }

  private static boolean repack(TokenCursor cursor) {
    if (cursor.atSymbol('(')) {
      if (hasOption(cursor.copy(), "concurrently", true)) {
        return true;
      }
      cursor.take();
    }
    return cursor.atEnd() || cursor.at("using");
  }

  /** Tells whether a list of options in parentheses asks for CONCURRENTLY. */
  static boolean isConcurrent(String options) {
    return hasOption(TokenCursor.of(options, Integer.MAX_VALUE), "concurrently", true);
  }

  /** Tells whether a list in parentheses has an option that is on or off; a bare name means on. */
  private static boolean hasOption(TokenCursor cursor, String name, boolean wanted) {
    if (!cursor.acceptSymbol('(')) {
      return false;
    }
    while (!cursor.atEnd() && !cursor.atSymbol(')')) {
      if (cursor.accept(name)) {
        if (cursor.atKind(Kind.OPERATOR)) {
          cursor.take();
        }
        boolean bare = cursor.atEnd() || cursor.atSymbol(',') || cursor.atSymbol(')');
        String value = bare ? "true" : cursor.take().replace("'", "");
        return FALSE.contains(value.toLowerCase(Locale.ROOT)) != wanted;
      }
      cursor.take();
    }
    return false;
  }
}
