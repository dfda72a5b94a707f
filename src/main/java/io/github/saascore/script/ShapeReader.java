package io.github.saascore.script;

import io.github.saascore.script.SqlScanner.Kind;
import io.github.saascore.script.StatementShape.Loss;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the shape of a statement by its first word; reads no further than it must. */
final class ShapeReader {
  private static final int FEW = 12;
  private static final int SOME = 500;
  private static final int LONGEST_DESCRIPTION = 80;

  private ShapeReader() {}

  static StatementShape read(String sql) {
    TokenCursor first = TokenCursor.of(sql, 1);
    if (first.acceptAny("insert", "select", "update", "with")) {
      return byFirstWord(TokenCursor.of(sql, FEW));
    }
    TokenCursor cursor = TokenCursor.of(sql, tokensNeeded(first));
    StatementShape shape = byFirstWord(cursor);
    return shape.transaction(
        TransactionRules.isControl(cursor.fromStart()),
        TransactionRules.refuses(cursor.fromStart()));
  }

  private static int tokensNeeded(TokenCursor first) {
    if (first.acceptAny("alter", "drop", "truncate", "delete")) {
      return Integer.MAX_VALUE;
    }
    return first.acceptAny("create", "reindex", "repack", "cluster") ? SOME : FEW;
  }

  private static StatementShape byFirstWord(TokenCursor cursor) {
    if (cursor.accept("create")) {
      return CreateReader.read(cursor);
    }
    if (cursor.at("alter")) {
      return AlterReader.read(cursor);
    }
    if (cursor.accept("drop")) {
      return DropReader.drop(cursor);
    }
    if (cursor.accept("truncate")) {
      return DropReader.truncate(cursor);
    }
    if (cursor.accept("delete", "from")) {
      return delete(cursor);
    }
    if (cursor.accept("insert", "into")) {
      return named("INSERT INTO", cursor);
    }
    if (cursor.accept("update")) {
      cursor.accept("only");
      return named("UPDATE", cursor);
    }
    if (cursor.accept("copy")) {
      return named("COPY", cursor);
    }
    if (cursor.accept("comment", "on")) {
      String kind = ObjectKind.read(cursor);
      return named("COMMENT ON " + kind.toUpperCase(Locale.ROOT), cursor);
    }
    return StatementShape.plain(firstWords(cursor));
  }

  private static StatementShape named(String verb, TokenCursor cursor) {
    return StatementShape.plain(cursor.name().map(name -> verb + " " + name).orElse(verb));
  }

  private static StatementShape delete(TokenCursor cursor) {
    cursor.accept("only");
    Optional<String> table = cursor.name();
    StatementShape shape =
        StatementShape.plain(table.map(name -> "DELETE FROM " + name).orElse("DELETE"));
    if (table.isEmpty() || cursor.skipTo("where")) {
      return shape;
    }
    return shape.destroying(List.of(new Loss("rows", table.get(), Optional.empty(), false)));
  }

  /** Up to four words and names, until something else comes. */
  private static String firstWords(TokenCursor cursor) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < 4 && (cursor.atKind(Kind.WORD) || cursor.atKind(Kind.QUOTED)); i++) {
      String word = cursor.name().orElse("");
      words.append(i == 0 ? word.toUpperCase(Locale.ROOT) : " " + word);
    }
    String found = words.isEmpty() ? cursor.take() : words.toString();
    return shortened(found);
  }

  /** Returns a text that fits into a line. */
  static String shortened(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST_DESCRIPTION
        ? line
        : line.substring(0, LONGEST_DESCRIPTION - 3) + "...";
  }
}
