package io.github.saascore.schema;

import java.util.List;
import java.util.Set;

/** The rules of a table's small parts: defaults and the ties to parent tables. */
final class TablePartRules {
  private TablePartRules() {}

  /** The rule of column defaults. */
  static final class Default implements Rule {
    @Override
    public List<String> create(Fact fact, List<Fact> parts) {
      return List.of(alter(fact) + "SET DEFAULT " + fact.text("expression"));
    }

    @Override
    public String drop(Fact fact) {
      return alter(fact) + "DROP DEFAULT";
    }

    @Override
    public Alteration alter(Fact from, Fact to, Set<String> changed) {
      return Alteration.inPlace(create(to, List.of()));
    }

    private static String alter(Fact fact) {
      boolean view = fact.parent().filter(parent -> parent.kind() == Kind.VIEW).isPresent();
      return (view ? "ALTER VIEW " : "ALTER TABLE ONLY ")
          + fact.address().container()
          + " ALTER COLUMN "
          + fact.address().name()
          + " ";
    }
  }

  /** The rule of partitions and children of tables. */
  static final class Inheritance implements Rule {
    @Override
    public List<String> create(Fact fact, List<Fact> parts) {
      Address address = fact.address();
      return List.of(
          fact.get("bound")
              .map(
                  bound ->
                      "ALTER TABLE ONLY "
                          + address.name()
                          + " ATTACH PARTITION "
                          + address.container()
                          + " "
                          + bound)
              .orElse("ALTER TABLE " + address.container() + " INHERIT " + address.name()));
    }

    @Override
    public String drop(Fact fact) {
      Address address = fact.address();
      return fact.has("bound")
          ? "ALTER TABLE " + address.name() + " DETACH PARTITION " + address.container()
          : "ALTER TABLE " + address.container() + " NO INHERIT " + address.name();
    }

    @Override
    public Alteration alter(Fact from, Fact to, Set<String> changed) {
      return Alteration.again();
    }
  }
}
