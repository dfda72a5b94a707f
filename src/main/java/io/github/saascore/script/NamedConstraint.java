package io.github.saascore.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A constraint that an ALTER TABLE speaks of by its name.
 *
 * @param table the table as written, as {@code to_regclass} takes it
 * @param name the constraint as written, as {@code parse_ident} takes it
 * @param verb what is done with it: {@code add}, {@code drop}, {@code alter}, or {@code other}
 */
public record NamedConstraint(String table, String name, String verb) {
  private static final List<String> VERBS = List.of("add", "drop", "alter");
  private static final Pattern PLAIN =
      Pattern.compile(
          "(?:[\\p{L}_][\\w$\\p{L}]*|\"[^\"]+\")(?:\\.(?:[\\p{L}_][\\w$\\p{L}]*|\"[^\"]+\"))?");

  /** Returns the constraints that a statement names; none for anything but an ALTER TABLE. */
  public static List<NamedConstraint> of(Statement statement) {
    TokenCursor cursor = TokenCursor.of(statement.sql(), Integer.MAX_VALUE);
    if (!cursor.accept("alter", "table")) {
      return List.of();
    }
    cursor.accept("if", "exists");
    cursor.accept("only");
    Optional<String> table = cursor.name().filter(name -> PLAIN.matcher(name).matches());
    List<NamedConstraint> found = new ArrayList<>();
    while (table.isPresent() && !cursor.atEnd()) {
      Optional<String> verb = VERBS.stream().filter(cursor::accept).findFirst();
      if (cursor.accept("constraint")) {
        cursor.accept("if", "exists");
        cursor
            .name()
            .filter(name -> PLAIN.matcher(name).matches())
            .map(name -> new NamedConstraint(table.get(), name, verb.orElse("other")))
            .ifPresent(found::add);
      } else if (verb.isEmpty()) {
        cursor.take();
      }
    }
    return found;
  }
}
