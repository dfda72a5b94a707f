package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rule of subscriptions that do not reach their publisher, as they are not enabled.
 *
 * <p>Others are not read, for to make or to change one works on another server. A slot that one
 * names is never made or dropped there.
 */
final class SubscriptionRule implements Rule {
  private static final List<String> PARAMETERS =
      List.of(
          "slot_name",
          "binary",
          "streaming",
          "synchronous_commit",
          "two_phase",
          "disable_on_error",
          "password_required",
          "run_as_owner",
          "origin",
          "failover");

  /** What no server changes without a slot. */
  private static final Set<String> FIXED = Set.of("two_phase", "failover");

  @Override
  public List<String> create(Fact subscription, List<Fact> parts) {
    return List.of(
        "CREATE %s CONNECTION %s PUBLICATION %s WITH (connect = false, %s)"
            .formatted(
                subscription.target(),
                Sql.literal(subscription.text("connection")),
                subscription.text("publications"),
                parameters(subscription, Set.copyOf(PARAMETERS))));
  }

  @Override
  public String drop(Fact subscription) {
    String drop = "DROP " + subscription.target();
    return subscription.has("slot_name")
        ? "ALTER " + subscription.target() + " SET (slot_name = NONE);\n" + drop
        : drop;
  }

  private static String parameters(Fact subscription, Set<String> wanted) {
    return PARAMETERS.stream()
        .filter(wanted::contains)
        .flatMap(name -> parameter(subscription, name).stream())
        .collect(Collectors.joining(", "));
  }

  private static Optional<String> parameter(Fact subscription, String name) {
    Optional<String> value = subscription.get(name).map(text -> name + " = " + Sql.literal(text));
    return name.equals("slot_name") ? value.or(() -> Optional.of("slot_name = NONE")) : value;
  }

  @Override
  public Alteration alter(Fact from, Fact to, Set<String> changed) {
    if (changed.stream().anyMatch(FIXED::contains)) {
      return Alteration.again();
    }
    String alter = "ALTER " + to.target() + " ";
    List<String> statements = new ArrayList<>();
    if (changed.contains("connection")) {
      statements.add(alter + "CONNECTION " + Sql.literal(to.text("connection")));
    }
    if (changed.contains("publications")) {
      statements.add(
          alter + "SET PUBLICATION " + to.text("publications") + " WITH (refresh = false)");
    }
    String parameters = parameters(to, changed);
    if (!parameters.isEmpty()) {
      statements.add(alter + "SET (" + parameters + ")");
    }
    return Alteration.inPlace(statements);
  }
}
