package io.github.saascore.engine.squash;

import io.github.saascore.script.Body;
import io.github.saascore.script.MigrationFile;
import io.github.saascore.script.Placeholders;
import io.github.saascore.script.ServerWork;
import io.github.saascore.script.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Finds in migrations what leaves no trace in the schema or the rows of a database: work on roles,
 * on the database itself and on the server, and texts that differ from one environment to the next.
 */
final class Beyond {
  private static final int BEGIN = 2_000;

  /** What a statement begins with that works on no server, and yet on nothing of a schema. */
  private static final Pattern BEGINS =
      Pattern.compile(
          "^(((alter|comment\\s+on)\\s+large\\s+object|security\\s+label)\\b"
              + "|(grant|revoke)\\s.*\\son\\s+(language|large\\s+object)\\b)",
          Pattern.DOTALL);

  /** What a piece of code may have inside. */
  private static final Pattern HAS =
      Pattern.compile(
          "\\b(create|alter|drop)\\s+(role|user(?!\\s+mapping)|group|database|tablespace"
              + "|subscription|system)\\b|\\bsecurity\\s+label\\b"
              + "|\\b(grant|revoke)\\s+[\\w\", %]+\\s(to|from)\\s"
              + "|\\bon\\s+(database|tablespace|parameter)\\b");

  private static final Pattern COMMENTS = Pattern.compile("--[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);

  private Beyond() {}

  /** Returns what was found in one file, each with its place. */
  static List<String> in(MigrationFile file, Placeholders placeholders) {
    List<String> found = new ArrayList<>();
    if (file.upgrade() instanceof Body.Sql sql) {
      sql.statements().stream()
          .filter(Beyond::isBeyond)
          .forEach(
              statement ->
                  found.add(
                      "%s (%s): not of a schema"
                          .formatted(statement.shape().describes(), statement.place())));
    }
    placeholders.values().keySet().stream()
        .filter(name -> file.text().contains("${" + name + "}"))
        .sorted()
        .forEach(
            name ->
                found.add(
                    "placeholder ${%s} (%s): its text of today would be written"
                        .formatted(name, file.path())));
    return found;
  }

  private static boolean isBeyond(Statement statement) {
    return switch (statement.firstWord()) {
      case "create", "alter", "drop", "comment", "grant", "revoke", "security" ->
          ServerWork.is(statement) || BEGINS.matcher(plain(statement.begin(BEGIN))).find();
      case "do" -> HAS.matcher(plain(statement.sql())).find();
      default -> false;
    };
  }

  private static String plain(String sql) {
    return COMMENTS.matcher(sql).replaceAll(" ").toLowerCase(Locale.ROOT);
  }
}
