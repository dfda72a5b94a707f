package io.github.saascore.script;

import io.github.saascore.script.SqlScanner.Kind;
import io.github.saascore.script.StatementShape.Action;
import io.github.saascore.script.StatementShape.Creation;
import io.github.saascore.script.StatementShape.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads what an ALTER statement creates and destroys, action by action. */
final class AlterReader {
  private static final Set<String> WITH_ACTIONS = Set.of("table", "foreign table", "type");

  private final TokenCursor cursor;
  private final List<Creation> creates = new ArrayList<>();
  private final List<Loss> losses = new ArrayList<>();
  private final List<String> words = new ArrayList<>();

  private AlterReader(TokenCursor cursor) {
    this.cursor = cursor;
  }

  /** Reads from ALTER on. */
  static StatementShape read(TokenCursor cursor) {
    return new AlterReader(cursor).read();
  }

  private StatementShape read() {
    cursor.accept("alter");
    String kind = ObjectKind.read(cursor);
    boolean many = kind.equals("table") && cursor.at("all");
    cursor.accept("if", "exists");
    cursor.accept("only");
    String name = cursor.name().orElse("");
    if (cursor.atKind(Kind.OPERATOR)) {
      cursor.take();
    }
    int headEnd = cursor.previousEnd();
    String verb = ("ALTER " + kind.toUpperCase(Locale.ROOT) + " " + name).strip();
    if (many || !(WITH_ACTIONS.contains(kind) || kind.equals("domain"))) {
      return StatementShape.plain(ShapeReader.shortened(verb));
    }
    List<Action> actions = new ArrayList<>();
    while (!cursor.atEnd()) {
      actions.add(action(kind, name, headEnd));
    }
    String description = actions.size() == 1 ? verb + " " + words.get(0) : several(verb, actions);
    return StatementShape.plain(ShapeReader.shortened(description))
        .creating(creates, !creates.isEmpty() && creates.size() == actions.size())
        .acting(kind.equals("domain") ? List.of() : actions)
        .destroying(losses);
  }

  private static String several(String verb, List<Action> actions) {
    return actions.isEmpty() ? verb : verb + " (" + actions.size() + " actions)";
  }

  private Action action(String kind, String name, int headEnd) {
    TokenCursor begin = cursor.copy();
    int start = cursor.start();
    while (!cursor.atEnd() && !cursor.atSymbol(',')) {
      cursor.take();
    }
    TokenCursor part = begin.until(cursor);
    String text = cursor.text(start, cursor.previousEnd());
    cursor.acceptSymbol(',');
    words.add(
        kind.equals("table") || kind.equals("foreign table")
            ? tableAction(part, name, text)
            : otherAction(part, kind, name, text));
    return new Action(cursor.text(0, headEnd) + " " + text, headEnd + 1, start);
  }

  private String tableAction(TokenCursor part, String table, String text) {
    if (part.accept("add")) {
      return create(part.atSymbol('(') ? Optional.empty() : tableAddition(part, table), text);
    }
    if (part.accept("drop") && !part.at("constraint")) {
      part.accept("column");
      return lose("column", part, table);
    }
    return summary(text);
  }

  private static Optional<Creation> tableAddition(TokenCursor part, String table) {
    Optional<String> on = Optional.of(table);
    if (part.accept("constraint")) {
      return Optional.of(new Creation("constraint", part.name(), on));
    }
    boolean exclusion =
        part.at("exclude") && (part.atAhead(1, "using") || part.atKindAhead(1, Kind.SYMBOL));
    if (exclusion || part.acceptAny("check", "unique", "primary", "foreign", "not")) {
      return Optional.of(new Creation("constraint", Optional.empty(), on));
    }
    part.accept("column");
    boolean tolerant = part.accept("if", "not", "exists");
    return part.name().map(column -> new Creation("column", Optional.of(column), on, tolerant));
  }

  private String otherAction(TokenCursor part, String kind, String owner, String text) {
    Optional<String> on = Optional.of(owner);
    if (kind.equals("domain") && part.accept("add")) {
      Optional<String> name = part.accept("constraint") ? part.name() : Optional.empty();
      return create(Optional.of(new Creation("constraint", name, on)), text);
    }
    if (part.accept("add", "value")) {
      boolean tolerant = part.accept("if", "not", "exists");
      return create(
          Optional.of(new Creation("value", Optional.of(part.take()), on, tolerant)), text);
    }
    if (part.accept("add", "attribute")) {
      return create(Optional.of(new Creation("attribute", part.name(), on)), text);
    }
    return part.accept("drop", "attribute") ? lose("attribute", part, owner) : summary(text);
  }

  private String create(Optional<Creation> creation, String text) {
    creation.ifPresent(creates::add);
    return creation
        .map(
            made ->
                "ADD "
                    + made.kind().toUpperCase(Locale.ROOT)
                    + made.name().map(n -> " " + n).orElse(""))
        .orElseGet(() -> summary(text));
  }

  private String lose(String kind, TokenCursor part, String owner) {
    part.accept("if", "exists");
    String column = part.name().orElse("");
    losses.add(new Loss(kind, owner, Optional.of(column), part.skipTo("cascade")));
    return "DROP " + kind.toUpperCase(Locale.ROOT) + " " + column;
  }

  /** The words of an action up to the first parenthesis. */
  private static String summary(String text) {
    int paren = text.indexOf('(');
    return ShapeReader.shortened(paren > 0 ? text.substring(0, paren) : text);
  }
}
