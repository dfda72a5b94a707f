package io.github.saascore.schema;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what a comment {@code -- saascore:renamed_from} in SQL stands above. */
final class RenameComment {
  private static final String PART = "(?:\"(?:[^\"]|\"\")+\"|[\\w$]+)";
  private static final String NAME = "(" + PART + "(?:\\s*\\.\\s*" + PART + ")*)";
  private static final Pattern STATEMENT =
      Pattern.compile(
          "(?is)^\\s*CREATE\\s+(?:OR\\s+REPLACE\\s+)?"
              + "(?:UNIQUE\\s+|UNLOGGED\\s+|FOREIGN\\s+|MATERIALIZED\\s+|RECURSIVE\\s+)*"
              + "(?:TABLE|VIEW|SEQUENCE|TYPE|DOMAIN|FUNCTION|PROCEDURE|SCHEMA|INDEX)\\s+"
              + "(?:CONCURRENTLY\\s+)?(?:IF\\s+NOT\\s+EXISTS\\s+)?"
              + NAME
              + "(?:\\s+ON\\s+(?:ONLY\\s+)?"
              + NAME
              + ")?");
  private static final Pattern TABLE =
      Pattern.compile(
          "(?is)\\bCREATE\\s+(?:UNLOGGED\\s+|FOREIGN\\s+)?TABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?"
              + NAME);
  private static final Pattern LINE = Pattern.compile("(?i)^\\s*(?:CONSTRAINT\\s+)?" + NAME);

  private final String before;
  private final String after;

  RenameComment(String sql, int start, int end) {
    this.before = sql.substring(0, start);
    this.after = sql.substring(end).replaceFirst("\\A(?:\\s|--[^\n]*\n)*", "");
  }

  /** Returns the hint of a comment that says this old name. */
  Rename hint(String old) {
    Matcher statement = STATEMENT.matcher(after);
    if (statement.find()) {
      return relation(old, statement.group(1), Optional.ofNullable(statement.group(2)));
    }
    Matcher line = LINE.matcher(after);
    Optional<String> table = openTable();
    if (table.isPresent() && line.find()) {
      List<String> parts = Rename.parts(old);
      return new Rename(
          table.get() + "." + parts.get(parts.size() - 1), Optional.of(line.group(1)));
    }
    throw Problem.of(
            Code.BAD_PARAMETER, "'-- saascore:renamed_from " + old + "' stands above nothing")
        .hint("put it right above a CREATE statement, or above a column's line within one")
        .asException();
  }

  /** The bare old name is meant to be in the schema of the new one; an index follows its table. */
  private static Rename relation(String old, String wanted, Optional<String> table) {
    List<String> newParts = Rename.parts(wanted);
    String bare = newParts.get(newParts.size() - 1).strip();
    List<String> oldParts = Rename.parts(old);
    if (oldParts.size() > 1) {
      boolean sameSchema = newParts.size() < 2 || newParts.get(0).equals(oldParts.get(0));
      return new Rename(old, Optional.of(sameSchema ? bare : wanted));
    }
    List<String> place = table.map(Rename::parts).orElse(newParts);
    String path = place.size() > 1 ? place.get(0) + "." + old : old;
    return new Rename(path, Optional.of(bare));
  }

  /** Returns the table whose definition is open where the comment stands. */
  private Optional<String> openTable() {
    Optional<String> table = Optional.empty();
    Matcher create = TABLE.matcher(before);
    while (create.find()) {
      boolean open = before.indexOf(';', create.end()) < 0;
      table = open ? Optional.of(create.group(1)) : Optional.empty();
    }
    return table;
  }
}
