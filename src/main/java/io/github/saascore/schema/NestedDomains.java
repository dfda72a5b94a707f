package io.github.saascore.schema;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the domains that get a condition while columns have them within arrays or composite types.
 *
 * <p>The server does not look into those ("ALTER DOMAIN" in the manual, under Notes): the domain is
 * made again, and the columns move to the new one.
 */
final class NestedDomains {
  private final Sides sides;
  private final Map<Address, List<Fact>> dependents;
  private final Map<Address, Decision> decisions;

  NestedDomains(
      Sides sides, Map<Address, List<Fact>> dependents, Map<Address, Decision> decisions) {
    this.sides = sides;
    this.dependents = dependents;
    this.decisions = decisions;
  }

  /** Returns the domains that cannot change where they are. */
  Set<Address> stiff() {
    Set<Address> stiff = new TreeSet<>();
    for (Fact wanted : sides.to().all()) {
      boolean condition =
          wanted.kind() == Kind.DOMAIN_CONSTRAINT
              && decisions.containsKey(wanted.address())
              && !wanted.text("definition").endsWith("NOT VALID");
      if (condition) {
        wanted.parent().filter(this::isNested).ifPresent(stiff::add);
      }
      boolean notNull =
          wanted.kind() == Kind.DOMAIN
              && wanted.is("not_null")
              && sides.from().find(wanted.address()).filter(old -> !old.is("not_null")).isPresent();
      if (notNull && isNested(wanted.address())) {
        stiff.add(wanted.address());
      }
    }
    return stiff;
  }

  private boolean isNested(Address type) {
    return dependents.getOrDefault(type, List.of()).stream()
        .anyMatch(
            fact ->
                switch (fact.kind()) {
                  case COMPOSITE, RANGE -> true;
                  case COLUMN -> fact.text("type").endsWith("[]");
                  case DOMAIN -> fact.text("type").endsWith("[]") || isNested(fact.address());
                  default -> false;
                });
  }
}
