package io.github.saascore.script;

import io.github.saascore.script.SqlScanner.Kind;
import io.github.saascore.script.StatementShape.Creation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads what a CREATE statement creates. */
final class CreateReader {
  private CreateReader() {}

  /** Reads on behind CREATE. */
  static StatementShape read(TokenCursor cursor) {
    boolean replaces = cursor.accept("or", "replace");
    while (cursor.acceptAny(
        "unique",
        "temp",
        "temporary",
        "local",
        "global",
        "unlogged",
        "recursive",
        "trusted",
        "procedural",
        "constraint",
        "default")) {}
    String kind = ObjectKind.read(cursor);
    cursor.accept("concurrently");
    boolean tolerant = cursor.accept("if", "not", "exists");
    Creation creation = creation(kind, cursor).tolerant(tolerant);
    String verb = (replaces ? "CREATE OR REPLACE " : "CREATE ") + kind.toUpperCase(Locale.ROOT);
    return StatementShape.plain(ShapeReader.shortened(words(verb, creation)))
        .creating(List.of(creation), !replaces);
  }

  private static String words(String verb, Creation creation) {
    String named = creation.name().map(name -> verb + " " + name).orElse(verb);
    return creation.on().map(owner -> named + " ON " + owner).orElse(named);
  }

  private static Creation creation(String kind, TokenCursor cursor) {
    return switch (kind) {
      case "index" -> index(cursor);
      case "trigger", "policy" -> owned(kind, "on", cursor);
      case "rule" -> owned(kind, "to", cursor);
      case "cast" -> new Creation(kind, text(cursor), Optional.empty());
      case "transform" -> transform(cursor);
      case "user mapping" -> userMapping(cursor);
      case "operator" -> operator(cursor);
      case "schema" -> schema(cursor);
      case "statistics" ->
          new Creation(kind, cursor.at("on") ? Optional.empty() : cursor.name(), Optional.empty());
      default -> new Creation(kind, cursor.name(), Optional.empty());
    };
  }

  private static Creation index(TokenCursor cursor) {
    boolean unnamed = cursor.at("on") && !cursor.atAhead(1, "on");
    Optional<String> name = unnamed ? Optional.empty() : cursor.name();
    cursor.accept("on");
    cursor.accept("only");
    return new Creation("index", name, cursor.name());
  }

  private static Creation owned(String kind, String before, TokenCursor cursor) {
    Optional<String> name = cursor.name();
    cursor.skipTo(before);
    cursor.accept(before);
    return new Creation(kind, name, cursor.name());
  }

  private static Creation transform(TokenCursor cursor) {
    cursor.accept("for");
    return new Creation("transform", cursor.name(), Optional.empty());
  }

  private static Creation userMapping(TokenCursor cursor) {
    cursor.accept("for");
    Optional<String> user = cursor.name();
    cursor.accept("server");
    return new Creation("user mapping", user, cursor.name());
  }

  private static Creation schema(TokenCursor cursor) {
    cursor.accept("authorization");
    return new Creation("schema", cursor.name(), Optional.empty());
  }

  private static Creation operator(TokenCursor cursor) {
    StringBuilder name = new StringBuilder();
    while (!cursor.atEnd() && !cursor.atSymbol('(')) {
      boolean last = cursor.atKind(Kind.OPERATOR);
      name.append(cursor.take());
      if (last) {
        break;
      }
    }
    return new Creation("operator", Optional.of(name.toString()), Optional.empty());
  }

  private static Optional<String> text(TokenCursor cursor) {
    String taken = cursor.take();
    return taken.isEmpty() ? Optional.empty() : Optional.of(ShapeReader.shortened(taken));
  }
}
