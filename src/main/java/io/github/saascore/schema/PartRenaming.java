package io.github.saascore.schema;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A new name of what stands on a table or a domain: a constraint, index, trigger, policy, rule. */
final class PartRenaming implements Renaming {
  private final Address from;
  private final Address to;

  /** The tables that inherited the part, and so its name. */
  private final Set<String> tables;

  PartRenaming(Address from, Address to, Set<String> tables) {
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
  public List<String> statements() {
    String name = from.name();
    return List.of(
        switch (from.kind()) {
          case INDEX -> "ALTER INDEX " + from.qualified() + " RENAME TO " + to.name();
          case CONSTRAINT, FOREIGN_KEY, DOMAIN_CONSTRAINT ->
              (from.kind() == Kind.DOMAIN_CONSTRAINT ? "ALTER DOMAIN " : "ALTER TABLE ")
                  + from.container()
                  + " RENAME CONSTRAINT "
                  + name
                  + " TO "
                  + to.name();
          default -> "ALTER " + from.target() + " RENAME TO " + to.name();
        });
  }

  @Override
  public Address apply(Address address) {
    boolean same =
        address.kind() == from.kind()
            && address.name().equals(from.name())
            && tables.contains(address.container());
    return same ? new Address(to.kind(), address.container(), to.name()) : address;
  }

  @Override
  public String apply(Fact fact, String attribute, String text) {
    if (attribute.startsWith("attached_") || attribute.equals("ref:inherited_from")) {
      return attached(attribute, text);
    }
    if (attribute.equals("definition") && !fact.address().equals(apply(fact.address()))) {
      String word = from.kind().noun();
      Pattern own =
          Pattern.compile("^(CREATE .*?" + word + ") " + Pattern.quote(from.name()) + "(?= )");
      return own.matcher(text).replaceFirst("$1 " + Matcher.quoteReplacement(to.name()));
    }
    return text;
  }

  private String attached(String attribute, String text) {
    if (attribute.equals("ref:inherited_from")) {
      return text.equals(from.name()) ? to.name() : text;
    }
    boolean index = attribute.equals("attached_index");
    List<String> old =
        from.kind() == Kind.INDEX || !index
            ? Rename.split(from.qualified(), '.')
            : List.of(Rename.split(from.container(), '.').get(0), from.name());
    return Identifiers.replace(
        text,
        (parts, before, after) ->
            parts.equals(old) ? Optional.of(replaceLast(parts)) : Optional.empty());
  }

  private List<String> replaceLast(List<String> parts) {
    List<String> renamed = new java.util.ArrayList<>(parts.subList(0, parts.size() - 1));
    renamed.add(to.name());
    return renamed;
  }
}
