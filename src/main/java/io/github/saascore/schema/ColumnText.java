package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The text of columns within {@code CREATE TABLE} and {@code ADD COLUMN}. */
final class ColumnText {
  private final int major;

  ColumnText(int major) {
    this.major = major;
  }

  /** Returns a column's definition, its default inline where one is given. */
  String definition(Fact column, Optional<Fact> defaultFact) {
    StringBuilder sql = new StringBuilder(column.address().name());
    sql.append(' ').append(column.text("type"));
    if (major >= 16) {
      column.get("storage").ifPresent(storage -> sql.append(" STORAGE ").append(storage));
    }
    column.get("compression").ifPresent(method -> sql.append(" COMPRESSION ").append(method));
    sql.append(Options.foreign(column));
    column.get("collation").ifPresent(collation -> sql.append(" COLLATE ").append(collation));
    defaultFact.ifPresent(fact -> sql.append(" DEFAULT ").append(fact.text("expression")));
    column.get("generated").ifPresent(form -> sql.append(generated(column, form)));
    if (ownIdentity(column)) {
      sql.append(' ').append(identity(column));
    }
    if (writesNotNull(column)) {
      sql.append(notNull(column));
    }
    return sql.toString();
  }

  /** Returns whether a column's own definition can say that it is not null. */
  static boolean writesNotNull(Fact column) {
    return column.is("not_null") && !column.is("not_null_not_valid");
  }

  /** Returns what a typed table says of a column beyond its type. */
  static String withOptions(Fact column) {
    return column.address().name() + " WITH OPTIONS" + notNull(column);
  }

  private static String generated(Fact column, String form) {
    return " GENERATED ALWAYS AS ("
        + column.text("expression")
        + ") "
        + form.toUpperCase(Locale.ROOT);
  }

  private static String notNull(Fact column) {
    String name = column.get("not_null_name").map(n -> " CONSTRAINT " + n).orElse("");
    return name + " NOT NULL" + (column.is("not_null_no_inherit") ? " NO INHERIT" : "");
  }

  /** Returns whether a column has an identity of its own; a partition's belongs to its parent. */
  static boolean ownIdentity(Fact column) {
    return column.has("identity") && column.has("identity_options");
  }

  /** Returns {@code GENERATED ... AS IDENTITY} with what is not at its default. */
  static String identity(Fact column) {
    List<String> options = new ArrayList<>();
    if (!column.is("identity_sequence", usualSequence(column))) {
      options.add("SEQUENCE NAME " + column.text("identity_sequence"));
    }
    String numbers = column.text("identity_options");
    if (!numbers.matches(
        "INCREMENT BY 1 MINVALUE 1 MAXVALUE (32767|2147483647|9223372036854775807) START WITH 1"
            + " CACHE 1 NO CYCLE")) {
      options.add(numbers);
    }
    return "GENERATED "
        + column.text("identity").toUpperCase(Locale.ROOT)
        + " AS IDENTITY"
        + (options.isEmpty() ? "" : " (" + String.join(" ", options) + ")");
  }

  /** Returns the name PostgreSQL gives to the sequence when that is plain to see, else nothing. */
  private static String usualSequence(Fact column) {
    Address address = column.address();
    String name = address.name();
    return name.startsWith("\"") || address.container().endsWith("\"")
        ? ""
        : address.container() + "_" + name + "_seq";
  }
}
