package io.github.saascore.schema;

import java.util.HashSet;
import java.util.Set;

/** The names that an object takes, by the name spaces of PostgreSQL. */
final class Names {
  private Names() {}

  /** Returns the names, each with its name space. */
  static Set<String> taken(Fact fact) {
    Address address = fact.address();
    String name = address.qualified();
    Set<String> names = new HashSet<>();
    switch (fact.kind()) {
      case TABLE, VIEW, MATERIALIZED_VIEW, COMPOSITE -> {
        names.add("relation " + name);
        names.add("type " + name);
      }
      case INDEX, SEQUENCE -> names.add("relation " + name);
      case ENUM, DOMAIN, RANGE -> names.add("type " + name);
      case ROUTINE, AGGREGATE -> names.add("routine " + name);
      case CONSTRAINT, FOREIGN_KEY -> {
        names.add("constraint " + name);
        if (fact.kind() == Kind.CONSTRAINT && !fact.is("form", "check")) {
          names.add("relation " + ConstraintRule.schema(address.container()) + address.name());
        }
      }
      case COLUMN -> {
        names.add("column " + name);
        fact.get("identity_sequence").ifPresent(sequence -> names.add("relation " + sequence));
        fact.get("ref:not_null_name")
            .ifPresent(own -> names.add("constraint " + address.container() + "." + own));
      }
      default -> names.add(fact.kind() + " " + name);
    }
    return names;
  }
}
