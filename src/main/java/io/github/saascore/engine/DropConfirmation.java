package io.github.saascore.engine;

import io.github.saascore.postgres.Collateral;
import io.github.saascore.postgres.DroppableObject;
import io.github.saascore.postgres.ObjectAddress;
import io.github.saascore.postgres.ObjectKind;
import io.github.saascore.postgres.Quote;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Stands between a plan and its run: what must be agreed to before anything is lost. */
final class DropConfirmation {
  private static final int SHOWN = 12;
  private static final String ALLOWED = " -Dsaascore.allowCollateral=true";

  private DropConfirmation() {}

  /** Returns the tables that a refusal names, the largest first. */
  static List<DroppableObject> largest(DropPlan plan) {
    return tables(plan).stream()
        .sorted(
            Comparator.comparingLong((DroppableObject object) -> object.size().bytes()).reversed())
        .limit(SHOWN)
        .toList();
  }

  /** Returns all tables of the user. */
  static List<DroppableObject> tables(DropPlan plan) {
    return plan.objects().stream()
        .filter(object -> object.kind() == ObjectKind.TABLE && !object.ownRecord())
        .toList();
  }

  /**
   * Returns what the user is asked.
   *
   * @param rows exact numbers of rows, as far as they are known
   * @param goal the goal that drops
   */
  static Confirmation.Question question(DropPlan plan, Map<ObjectAddress, Long> rows, String goal) {
    return new Confirmation.Question(
        goal + " would drop " + loss(plan),
        plan.server() + "/" + plan.database(),
        plan.database(),
        "schemas: %s; role: %s".formatted(String.join(", ", plan.schemas()), plan.role())
            + lines(plan, rows)
            + (plan.collateral().isEmpty()
                ? ""
                : "\nand from outside of these schemas:\n  " + outside(plan).replace("\n", "\n  "))
            + (plan.keepsRows() ? "\ntheir rows would go into the trash" : ""),
        plan.sql() + tables(plan).stream().map(table -> count(table, rows)).toList(),
        plan.command(goal) + (plan.collateral().isEmpty() ? "" : ALLOWED));
  }

  /**
   * Checks that nothing outside of the plan would go, or that this was agreed to.
   *
   * @throws io.github.saascore.revision.SaascoreException with code COLLATERAL if not
   */
  static void requireCollateral(DropPlan plan, boolean allowed, String goal) {
    if (allowed || plan.collateral().isEmpty()) {
      return;
    }
    throw Problem.of(
            Code.COLLATERAL,
            "dropping would also remove "
                + Amounts.number(plan.collateral().size(), "object")
                + " outside of the plan")
        .at(plan.server() + "/" + plan.database())
        .because(outside(plan))
        .hint(
            "remove what depends on these schemas first, or agree to lose it:"
                + " %s -Dsaascore.confirm=%s"
                    .formatted(plan.command(goal) + ALLOWED, Quote.shell(plan.database())))
        .asException();
  }

  private static String outside(DropPlan plan) {
    List<Collateral> all = plan.collateral();
    String list = all.stream().limit(SHOWN).map(Collateral::text).collect(Collectors.joining("\n"));
    return all.size() > SHOWN ? list + "\nand " + (all.size() - SHOWN) + " more" : list;
  }

  private static String loss(DropPlan plan) {
    Map<ObjectKind, Long> counts = plan.counts();
    long tables = counts.getOrDefault(ObjectKind.TABLE, 0L);
    long others = plan.objects().size() - tables;
    String text = Amounts.number(tables, "table");
    if (tables > 0) {
      text += " with " + Amounts.size(plan.bytes());
    }
    return others == 0 ? text : text + " and " + Amounts.number(others, "other object");
  }

  private static String lines(DropPlan plan, Map<ObjectAddress, Long> rows) {
    StringBuilder text = new StringBuilder();
    largest(plan)
        .forEach(
            table ->
                text.append("\n  ")
                    .append(table.identity())
                    .append(": ")
                    .append(count(table, rows).map(count -> count + ", ").orElse(""))
                    .append(Amounts.size(table.size().bytes())));
    int more = tables(plan).size() - SHOWN;
    return more > 0 ? text + "\n  and " + more + " more" : text.toString();
  }

  /** The server's estimate, which it does not have before the first ANALYZE, is the last resort. */
  private static Optional<String> count(DroppableObject table, Map<ObjectAddress, Long> rows) {
    if (rows.containsKey(table.address())) {
      return Optional.of(Amounts.number(rows.get(table.address()), "row"));
    }
    return table.size().rows() < 0
        ? Optional.empty()
        : Optional.of("about " + Amounts.number(table.size().rows(), "row"));
  }
}
