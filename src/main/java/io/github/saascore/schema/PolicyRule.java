package io.github.saascore.schema;

import java.util.List;
import java.util.Set;

/** The rule of row security policies. */
final class PolicyRule implements Rule {

  @Override
  public List<String> create(Fact policy, List<Fact> parts) {
    String form = policy.is("form", "RESTRICTIVE") ? " AS RESTRICTIVE" : "";
    String command = policy.is("command", "ALL") ? "" : " FOR " + policy.text("command");
    return List.of(
        "CREATE "
            + policy.target()
            + form
            + command
            + " TO "
            + policy.text("roles")
            + conditions(policy));
  }

  private static String conditions(Fact policy) {
    return policy.get("using").map(text -> " USING (" + text + ")").orElse("")
        + policy.get("check").map(text -> " WITH CHECK (" + text + ")").orElse("");
  }

  @Override
  public Alteration alter(Fact from, Fact to, Set<String> changed) {
    boolean gone = lost("using", from, to) || lost("check", from, to);
    return gone || changed.contains("form") || changed.contains("command")
        ? Alteration.again()
        : Alteration.inPlace("ALTER " + to.target() + " TO " + to.text("roles") + conditions(to));
  }

  private static boolean lost(String attribute, Fact from, Fact to) {
    return from.has(attribute) && !to.has(attribute);
  }
}
