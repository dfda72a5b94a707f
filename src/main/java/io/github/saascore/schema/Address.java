package io.github.saascore.schema;

/**
 * The identity of an object of a schema: free of object identifiers, so that it means the same in
 * every database.
 *
 * @param kind what it is
 * @param container the quoted schema, or the quoted table with its schema for a part of a table;
 *     empty where a name stands alone
 * @param name the quoted name; functions with their argument types
 */
public record Address(Kind kind, String container, String name) implements Comparable<Address> {
  /** Returns the full name as SQL understands it, for example {@code app.orders}. */
  public String qualified() {
    return container.isEmpty() ? name : container + "." + name;
  }

  /** Returns the phrase that {@code DROP} and {@code COMMENT ON} take, without a routine's form. */
  String target() {
    return switch (kind) {
      case CONSTRAINT, FOREIGN_KEY, TRIGGER, RULE, POLICY ->
          kind.noun() + " " + name + " ON " + container;
      case DOMAIN_CONSTRAINT -> "CONSTRAINT " + name + " ON DOMAIN " + container;
      case TEXT_SEARCH -> {
        int space = name.indexOf(' ');
        yield "TEXT SEARCH "
            + name.substring(0, space + 1)
            + container
            + "."
            + name.substring(space + 1);
      }
      default -> kind.noun() + " " + qualified();
    };
  }

  /** Returns the name for people, for example {@code table app.orders}. */
  @Override
  public String toString() {
    return kind.text() + " " + qualified();
  }

  @Override
  public int compareTo(Address other) {
    int order = kind.compareTo(other.kind);
    if (order == 0) {
      order = container.compareTo(other.container);
    }
    return order == 0 ? name.compareTo(other.name) : order;
  }
}
