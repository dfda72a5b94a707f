package io.github.saascore.schema;

import io.github.saascore.postgres.Quote;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The check that stands in for a column's being not null until it is.
 *
 * <p>{@code SET NOT NULL} does not scan the table where a valid constraint says as much (see "ALTER
 * TABLE" in the manual).
 */
final class NotNull {
  private static final int LONGEST = 63;
  private static final String END = "_is_not_null";

  private NotNull() {}

  /** Returns the valid check of a column. */
  static Fact check(Fact column) {
    String plain = Quote.plain(column.address().name());
    while ((plain + END).getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      plain = plain.substring(0, plain.length() - 1);
    }
    Address address =
        new Address(Kind.CONSTRAINT, column.address().container(), Sql.name(plain + END));
    TreeMap<String, String> attributes = new TreeMap<>();
    attributes.put("form", "check");
    attributes.put("definition", "CHECK ((" + column.address().name() + " IS NOT NULL))");
    TreeSet<Address> dependencies = new TreeSet<>();
    dependencies.add(column.address());
    column.parent().ifPresent(dependencies::add);
    return new Fact(address, Optional.of(column.parent().orElseThrow()), attributes, dependencies);
  }
}
