package io.github.saascore.script;

import io.github.saascore.script.SqlScanner.Kind;
import java.util.Locale;
import java.util.Set;

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

  /** With these begin the words that are looked for below: neither data nor most queries. */
  private static final String LETTERS = "abcdeprsv";

  private static final String[] WHOLE = {"database", "tablespace"};

  private TransactionRules() {}

  /** Tells by its first letter whether a statement can be one of these at all. */
  static boolean mayConcern(Statement statement) {
    return LETTERS.indexOf(statement.source().content().at(statement.offset()) | 0x20) >= 0;
  }

  /** Tells whether a statement begins, ends or divides a transaction. */
  static boolean isControl(TokenCursor cursor) {
    if (cursor.accept("start", "transaction") || cursor.accept("prepare", "transaction")) {
      return cursor.atEnd() || !(cursor.at("as") || cursor.atSymbol('('));
    }
    return cursor.acceptAny("begin", "commit", "end", "rollback", "abort", "savepoint", "release");
  }

  /** Tells whether the server refuses a statement inside of a transaction block. */
  static boolean refuses(TokenCursor cursor) {
    if (cursor.accept("vacuum") || cursor.accept("discard", "all")) {
      return true;
    }
    if (cursor.accept("create")) {
      return create(cursor);
    }
    if (cursor.accept("drop")) {
      return cursor.acceptAny(WHOLE)
          || cursor.accept("subscription")
          || cursor.accept("index", "concurrently");
    }
    if (cursor.accept("alter")) {
      return alter(cursor);
    }
    if (cursor.accept("reindex")) {
      return reindex(cursor);
    }
    if (cursor.accept("cluster")) {
      return cluster(cursor);
    }
    return cursor.accept("repack") && repack(cursor);
  }

  private static boolean create(TokenCursor cursor) {
    if (cursor.acceptAny(WHOLE)) {
      return true;
    }
    if (cursor.accept("subscription")) {
      return !(cursor.skipTo("with")
          && cursor.accept("with")
          && (hasOption(cursor.copy(), "connect", false)
              || hasOption(cursor.copy(), "create_slot", false)));
    }
    cursor.accept("unique");
    return cursor.accept("index", "concurrently");
  }

  private static boolean alter(TokenCursor cursor) {
    if (cursor.accept("system")) {
      return true;
    }
    if (cursor.accept("database")) {
      cursor.name();
      boolean setting = cursor.atKindAhead(2, Kind.SYMBOL) || cursor.atKindAhead(2, Kind.OPERATOR);
      return cursor.accept("set", "tablespace") && !setting;
    }
    if (cursor.accept("subscription")) {
      cursor.name();
      return subscription(cursor);
    }
    if (!cursor.accept("table")) {
      return false;
    }
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
