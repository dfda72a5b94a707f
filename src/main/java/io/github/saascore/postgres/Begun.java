package io.github.saascore.postgres;

import io.github.saascore.script.Checksum;
import io.github.saascore.script.Statement;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement that was begun and is not known to have ended, as its row keeps it: without the
 * passwords in it, which everybody who may read the table would see.
 *
 * @param text the statement, with {@code (hidden)} in the place of each password
 * @param checksum that of the statement with them
 */
public record Begun(String text, String checksum) {
  private static final Pattern KEPT = Pattern.compile("-- checksum ([0-9a-f]{64})\n((?s:.*))");

  static Begun of(Statement statement) {
    return new Begun(SecretText.hidden(statement.sql()), digest(statement));
  }

  /** Reads what {@link #kept()} returned, or the mere statement, as earlier versions wrote it. */
  static Begun stored(String kept) {
    Matcher matcher = KEPT.matcher(kept);
    return matcher.matches()
        ? new Begun(matcher.group(2), matcher.group(1))
        : new Begun(SecretText.hidden(kept), digest(statement(kept)));
  }

  /** Returns what is written down; a statement without a password is kept as it is. */
  String kept() {
    return digest(statement()).equals(checksum)
        ? text
        : "-- checksum %s\n%s".formatted(checksum, text);
  }

  /** Returns the statement as far as it is known. */
  Statement statement() {
    return statement(text);
  }

  boolean is(Statement other) {
    return digest(other).equals(checksum);
  }

  private static Statement statement(String sql) {
    return Statement.stored("the statement stored in the database", sql);
  }

  private static String digest(Statement statement) {
    return Checksum.of(List.of(statement)).hex();
  }
}
