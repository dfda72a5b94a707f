package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The rule of kinds whose whole definition is one text: a change means to create them again. */
final class DefinedRule implements Rule {

  @Override
  public List<String> create(Fact fact, List<Fact> parts) {
    List<String> statements = new ArrayList<>();
    for (String statement : fact.text("definition").split(";\n(?=ALTER TEXT SEARCH)", -1)) {
      statements.add(statement);
    }
    fact.get("enabled").ifPresent(state -> statements.add(enable(fact, state)));
    fact.get("target").ifPresent(target -> statements.add(target(fact, target)));
    return statements;
  }

  @Override
  public Alteration alter(Fact from, Fact to, Set<String> changed) {
    if (changed.equals(Set.of("enabled"))) {
      return Alteration.inPlace(enable(to, to.get("enabled").orElse("ENABLE")));
    }
    if (changed.equals(Set.of("target"))) {
      return Alteration.inPlace(target(to, to.get("target").orElse("-1")));
    }
    return Alteration.again();
  }

  private static String enable(Fact fact, String state) {
    Address address = fact.address();
    return fact.kind() == Kind.EVENT_TRIGGER
        ? "ALTER EVENT TRIGGER " + address.name() + " " + state
        : "ALTER TABLE "
            + address.container()
            + " "
            + state
            + " "
            + fact.kind().noun()
            + " "
            + address.name();
  }

  private static String target(Fact fact, String target) {
    return "ALTER STATISTICS " + fact.address().qualified() + " SET STATISTICS " + target;
  }
}
