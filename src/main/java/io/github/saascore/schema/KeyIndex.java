package io.github.saascore.schema;

import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The unique index that a key can be made of. */
final class KeyIndex {
  private static final Pattern KEY =
      Pattern.compile(
          "(PRIMARY KEY|UNIQUE)( NULLS NOT DISTINCT)? (\\(.*?\\))( INCLUDE \\(.*?\\))?("
              + " DEFERRABLE)?( INITIALLY DEFERRED)?");

  private KeyIndex() {}

  /** Returns the index of a key, none for a constraint that needs another kind of index. */
  static Optional<Fact> of(Fact key, int major) {
    Matcher parts = KEY.matcher(key.text("definition"));
    if (!parts.matches() || parts.group(3).contains(" WITHOUT OVERLAPS") || key.has("tablespace")) {
      return Optional.empty();
    }
    String table = key.address().container();
    Address address =
        new Address(Kind.INDEX, ConstraintRule.table(table).container(), key.address().name());
    TreeMap<String, String> attributes = new TreeMap<>();
    attributes.put("on_table", table);
    attributes.put(
        "definition",
        "CREATE UNIQUE INDEX "
            + address.name()
            + " ON "
            + table
            + " USING btree "
            + parts.group(3)
            + orNothing(parts.group(4))
            + orNothing(parts.group(2))
            + options(key));
    TreeSet<Address> dependencies = new TreeSet<>(key.dependencies());
    return Optional.of(new Fact(address, key.parent(), attributes, dependencies));
  }

  private static String options(Fact key) {
    return key.has("options")
        ? " WITH ("
            + String.join(", ", key.list("options").stream().map(KeyIndex::option).toList())
            + ")"
        : "";
  }

  private static String option(String option) {
    int equals = option.indexOf('=');
    return option.substring(0, equals) + "='" + option.substring(equals + 1) + "'";
  }

  private static String orNothing(String text) {
    return text == null ? "" : text;
  }

  /** Returns what stands in the constraint's place where its index is there already. */
  static String using(Fact key) {
    String definition = key.text("definition");
    Matcher parts = KEY.matcher(definition);
    parts.matches();
    return parts.group(1)
        + " USING INDEX "
        + key.address().name()
        + orNothing(parts.group(5))
        + orNothing(parts.group(6));
  }
}
