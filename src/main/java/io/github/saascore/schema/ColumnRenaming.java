package io.github.saascore.schema;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A new name of a table's column, and of the copies that child tables have. */
final class ColumnRenaming implements Renaming {
  private static final String REFERENCES = " REFERENCES ";

  /** Kinds whose texts are queries: what names a column there is for the server alone to say. */
  private static final Set<Kind> QUERIES =
      EnumSet.of(Kind.VIEW, Kind.MATERIALIZED_VIEW, Kind.ROUTINE, Kind.RULE);

  private final Address from;
  private final Address to;
  private final Set<String> tables;

  ColumnRenaming(Address from, Address to, Set<String> tables) {
    this.from = from;
    this.to = to;
    this.tables = tables;
  }

  @Override
  public Address from() {
    return from;
  }

  @Override
  public Address to() {
    return to;
  }

  @Override
  public Set<String> tables() {
    return new TreeSet<>(tables);
  }

  @Override
  public List<String> statements() {
    return List.of(
        "ALTER TABLE " + from.container() + " RENAME COLUMN " + from.name() + " TO " + to.name());
  }

  @Override
  public Address apply(Address address) {
    boolean same =
        (address.kind() == Kind.COLUMN || address.kind() == Kind.DEFAULT)
            && address.name().equals(from.name())
            && tables.contains(address.container());
    return same ? new Address(address.kind(), address.container(), to.name()) : address;
  }

  @Override
  public boolean concerns(Fact fact) {
    return Renaming.super.concerns(fact)
        || (fact.kind() == Kind.TABLE && tables.contains(fact.address().qualified()))
        || tables.contains(Ancestry.table(fact))
        || fact.parent().filter(parent -> tables.contains(parent.qualified())).isPresent();
  }

  @Override
  public String apply(Fact fact, String attribute, String text) {
    boolean depends = Renaming.super.concerns(fact);
    return switch (attribute) {
      case "definition" -> definition(fact, text, depends);
      case "using", "check" -> depends && text.contains("SELECT ") ? STALE + text : own(text);
      case "expression" -> fact.kind() == Kind.COLUMN ? own(text) : text;
      case "partition_key", "columns", "filter" -> own(text);
      case "column" -> owned(text);
      default -> text;
    };
  }

  private String definition(Fact fact, String text, boolean depends) {
    if (QUERIES.contains(fact.kind())) {
      return depends ? STALE + text : text;
    }
    return switch (fact.kind()) {
      case FOREIGN_KEY -> foreignKey(fact, text);
      case INDEX -> after(" USING ", text);
      case STATISTICS -> after(" ON ", text);
      case TRIGGER -> trigger(text);
      default -> own(text);
    };
  }

  private String foreignKey(Fact fact, String text) {
    int at = text.indexOf(REFERENCES) + REFERENCES.length();
    int open = text.indexOf('(', at);
    String own = text.substring(0, at);
    boolean here = tables.contains(fact.address().container());
    boolean there = tables.contains(text.substring(at, open));
    int close = text.indexOf(')', open);
    String target = text.substring(open, close);
    // ON DELETE SET NULL can have a list of the table's own columns.
    String rest = text.substring(close);
    return (here ? own(own) : own)
        + text.substring(at, open)
        + (there ? own(target) : target)
        + (here ? own(rest) : rest);
  }

  private String after(String word, String text) {
    int at = text.indexOf(word) + word.length();
    return text.substring(0, at) + own(text.substring(at));
  }

  private String own(String text) {
    return Identifiers.replace(
        text,
        (parts, before, after) ->
            parts.equals(List.of(from.name())) && before != ':' && after != '('
                ? Optional.of(List.of(to.name()))
                : Optional.empty());
  }

  private String trigger(String text) {
    return Identifiers.replace(
        text,
        (parts, before, after) ->
            parts.equals(List.of("old", from.name())) || parts.equals(List.of("new", from.name()))
                ? Optional.of(List.of(parts.get(0), to.name()))
                : parts.equals(List.of(from.name())) && before != ':' && after != '('
                    ? Optional.of(List.of(to.name()))
                    : Optional.empty());
  }

  private String owned(String text) {
    return tables.stream().anyMatch(table -> text.equals(table + "." + from.name()))
        ? text.substring(0, text.length() - from.name().length()) + to.name()
        : text;
  }
}
