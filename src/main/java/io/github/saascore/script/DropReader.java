package io.github.saascore.script;

import io.github.saascore.script.SqlScanner.Kind;
import io.github.saascore.script.StatementShape.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads what DROP and TRUNCATE destroy. */
final class DropReader {
  private static final Set<String> WITH_DATA = Set.of("table", "schema", "database");
  private static final Set<String> ON_TABLE = Set.of("trigger", "rule", "policy");

  private DropReader() {}

  /** Reads on behind DROP. */
  static StatementShape drop(TokenCursor cursor) {
    if (cursor.accept("owned")) {
      cursor.accept("by");
      List<String> roles = names(cursor);
      return StatementShape.plain("DROP OWNED BY " + String.join(", ", roles))
          .destroying(losses("owned objects", roles, cascades(cursor)));
    }
    String kind = ObjectKind.read(cursor);
    cursor.accept("concurrently");
    cursor.accept("if", "exists");
    List<String> names = names(cursor);
    if (ON_TABLE.contains(kind) && cursor.accept("on")) {
      cursor.name();
    }
    boolean cascade = cascades(cursor);
    String words = "DROP " + kind.toUpperCase(Locale.ROOT) + " " + String.join(", ", names);
    StatementShape shape = StatementShape.plain(ShapeReader.shortened(words));
    return WITH_DATA.contains(kind) || cascade
        ? shape.destroying(losses(kind, names, cascade))
        : shape;
  }

  /** Reads on behind TRUNCATE. */
  static StatementShape truncate(TokenCursor cursor) {
    cursor.accept("table");
    List<String> tables = names(cursor);
    return StatementShape.plain(ShapeReader.shortened("TRUNCATE " + String.join(", ", tables)))
        .destroying(losses("rows", tables, cascades(cursor)));
  }

  private static List<Loss> losses(String kind, List<String> names, boolean cascade) {
    return names.stream().map(name -> new Loss(kind, name, Optional.empty(), cascade)).toList();
  }

  /** Names with commas between; each may carry ONLY, an asterisk, or its argument types. */
  private static List<String> names(TokenCursor cursor) {
    List<String> names = new ArrayList<>();
    do {
      if (cursor.at("only") && !cursor.atAhead(1, "cascade")) {
        cursor.accept("only");
      }
      Optional<String> name = cursor.name();
      if (name.isEmpty() && cursor.atEnd()) {
        break;
      }
      String arguments = cursor.atSymbol('(') ? cursor.take() : "";
      String found = name.orElse("") + arguments;
      names.add(found.isEmpty() ? cursor.take() : ShapeReader.shortened(found));
      if (cursor.atKind(Kind.OPERATOR)) {
        cursor.take();
      }
    } while (cursor.acceptSymbol(','));
    return names;
  }

  private static boolean cascades(TokenCursor cursor) {
    return cursor.skipTo("cascade");
  }
}
