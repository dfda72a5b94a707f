package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The rule of default privileges: always granted and revoked, never created or dropped. */
final class DefaultPrivilegesRule implements Rule {

  @Override
  public List<String> create(Fact fact, List<Fact> parts) {
    return changes(fact, initial(fact), granted(fact));
  }

  @Override
  public String drop(Fact fact) {
    return String.join(";\n", changes(fact, granted(fact), initial(fact)));
  }

  @Override
  public Alteration alter(Fact from, Fact to, Set<String> changed) {
    return Alteration.inPlace(changes(to, granted(from), granted(to)));
  }

  private static Privileges initial(Fact fact) {
    return Privileges.parse(fact.text("ref:initial"));
  }

  private static Privileges granted(Fact fact) {
    return Privileges.parse(fact.text("grants"));
  }

  private static List<String> changes(Fact fact, Privileges from, Privileges to) {
    String prefix = "ALTER DEFAULT PRIVILEGES " + fact.address().container() + " ";
    return new ArrayList<>(from.to(to, prefix, fact.address().name(), "", ""));
  }
}
