package io.github.saascore.schema;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A new name of a schema.
 *
 * @param from the schema under its old name
 * @param to the schema under its new name
 */
record SchemaRenaming(Address from, Address to) implements Renaming {

  @Override
  public List<String> statements() {
    return List.of("ALTER SCHEMA " + from.name() + " RENAME TO " + to.name());
  }

  @Override
  public Address apply(Address address) {
    if (address.equals(from)) {
      return to;
    }
    boolean named = address.kind() == Kind.PUBLICATION_SCHEMA && address.name().equals(from.name());
    return new Address(
        address.kind(), container(address), named ? to.name() : full(address.name()));
  }

  private String container(Address address) {
    String container = address.container();
    String within = " IN SCHEMA ";
    if (address.kind() == Kind.DEFAULT_PRIVILEGES && container.endsWith(within + from.name())) {
      return container.substring(0, container.length() - from.name().length()) + to.name();
    }
    return container.equals(from.name()) ? to.name() : full(container);
  }

  private String full(String text) {
    return Identifiers.replace(
        text,
        (parts, before, after) ->
            parts.size() > 1 && parts.get(0).equals(from.name())
                ? Optional.of(Stream.concat(Stream.of(to.name()), parts.stream().skip(1)).toList())
                : Optional.empty());
  }

  @Override
  public String apply(Fact fact, String attribute, String text) {
    return attribute.equals("schema") && text.equals(from.name()) ? to.name() : full(text);
  }
}
