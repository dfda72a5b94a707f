package io.github.saascore.engine.care;

import io.github.saascore.engine.Amounts;
import java.util.Optional;

/**
 * Something that a plan would destroy.
 *
 * @param kind what kind of thing
 * @param what the thing in words, for example {@code column email of users}
 * @param revision the step that destroys it
 * @param count how many rows or values are in it now; empty where nobody can tell
 * @param exact whether the count is one, and not the server's estimate
 * @param bytes how much of the disk a table takes now
 * @param detail more to say of it, or empty
 * @param subject the table or column itself; empty for anything else
 */
public record Loss(
    Kind kind,
    String what,
    String revision,
    Optional<Long> count,
    boolean exact,
    Optional<Long> bytes,
    String detail,
    Optional<Subject> subject) {

  /** What can be lost. */
  public enum Kind {
    /** A table with its rows. */
    TABLE("row", true),
    /** A column with its values; those that are null do not count. */
    COLUMN("value", true),
    /** Values that do not fit into the new type of their column. */
    VALUES("value", true),
    /** A label of an enum type; counted are the rows that have it. */
    LABEL("row", true),
    /** Rows of a table that stays. */
    ROWS("row", false),
    /** A view, function or foreign key in another schema, which goes with what it depends on. */
    DEPENDENT("", false);

    private final String noun;
    private final boolean structure;

    Kind(String noun, boolean structure) {
      this.noun = noun;
      this.structure = structure;
    }
  }

  /**
   * A table or a column as it is now.
   *
   * @param oid the table's object id
   * @param schema the table's schema, without quotes
   * @param table the table's name, without quotes
   * @param column the column's name without quotes; empty for all of the table
   */
  public record Subject(long oid, String schema, String table, Optional<String> column) {}

  /**
   * Tells whether an upgrade that does this has to be agreed to: something that holds data goes for
   * good. Rows that a script deletes by its own word are its work, and not a loss in that sense.
   * What nobody can count may hold something.
   */
  public boolean isStructureWithData() {
    return kind.structure && count.map(some -> some > 0).orElse(true);
  }

  /** Returns the loss as a line, for example {@code table a: 3 rows, 24 kB (revision 1f2e)}. */
  public String text() {
    StringBuilder line = new StringBuilder(what);
    count.ifPresent(
        some -> line.append(exact ? ": " : ": about ").append(Amounts.number(some, kind.noun)));
    bytes.ifPresent(
        size -> line.append(count.isPresent() ? ", " : ": ").append(Amounts.size(size)));
    if (!detail.isEmpty()) {
      line.append(", ").append(detail);
    }
    return line.append(" (revision ").append(revision).append(')').toString();
  }
}
