package io.github.saascore.engine;

import io.github.saascore.postgres.Collateral;
import io.github.saascore.postgres.DroppableObject;
import io.github.saascore.postgres.ObjectKind;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Stands between a plan and its run: what must be agreed to before anything is lost. */
final class DropConfirmation {
  private static final int SHOWN = 12;

  private DropConfirmation() {}

  /**
   * Checks that the user named the database.
   *
   * @throws io.github.saascore.revision.SaascoreException with code CONFIRM if not; the message
   *     says what would be lost
   */
  static void require(DropPlan plan, Optional<String> confirmation) {
    if (confirmation.filter(plan.database()::equals).isPresent()) {
      return;
    }
    String given =
        confirmation
            .map(name -> "\nthe confirmation names '" + name + "', which is another database")
            .orElse("");
    throw Problem.of(Code.CONFIRM, "drop-cascade would drop " + loss(plan))
        .at(plan.server() + "/" + plan.database())
        .because(
            "schemas: "
                + String.join(", ", plan.schemas())
                + "; role: "
                + plan.role()
                + given
                + largest(plan))
        .hint("if you mean it: mvn saascore:drop-cascade -Dsaascore.confirm=" + plan.database())
        .asException();
  }

  /**
   * Checks that nothing outside of the plan would go, or that this was agreed to.
   *
   * @throws io.github.saascore.revision.SaascoreException with code COLLATERAL if not
   */
  static void requireCollateral(DropPlan plan, boolean allowed) {
    List<Collateral> collateral = plan.collateral();
    if (allowed || collateral.isEmpty()) {
      return;
    }
    String list =
        collateral.stream().limit(SHOWN).map(Collateral::text).collect(Collectors.joining("\n"));
    if (collateral.size() > SHOWN) {
      list += "\nand " + (collateral.size() - SHOWN) + " more";
    }
    throw Problem.of(
            Code.COLLATERAL,
            "dropping would also remove "
                + number(collateral.size(), "object")
                + " outside of the plan")
        .at(plan.server() + "/" + plan.database())
        .because(list)
        .hint(
            "remove what depends on these schemas first, or agree to lose it:"
                + " mvn saascore:drop-cascade -Dsaascore.allowCollateral=true -Dsaascore.confirm="
                + plan.database())
        .asException();
  }

  private static String loss(DropPlan plan) {
    Map<ObjectKind, Long> counts = plan.counts();
    long tables = counts.getOrDefault(ObjectKind.TABLE, 0L);
    long others = plan.objects().size() - tables;
    String text = number(tables, "table");
    if (tables > 0) {
      text += " with " + size(plan.bytes());
    }
    return others == 0 ? text : text + " and " + number(others, "other object");
  }

  /** Row counts are the server's estimate, which it does not have before the first ANALYZE. */
  private static String largest(DropPlan plan) {
    StringBuilder text = new StringBuilder();
    plan.objects().stream()
        .filter(object -> object.kind() == ObjectKind.TABLE && !object.ownRecord())
        .sorted(
            Comparator.comparingLong((DroppableObject object) -> object.size().bytes()).reversed())
        .limit(SHOWN)
        .forEach(
            table ->
                text.append("\n  ")
                    .append(table.identity())
                    .append(": ")
                    .append(size(table.size().bytes()))
                    .append(
                        table.size().rows() < 0
                            ? ""
                            : ", about " + number(table.size().rows(), "row")));
    return text.toString();
  }

  private static String number(long count, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
  }

  private static String size(long bytes) {
    String[] units = {"bytes", "kB", "MB", "GB", "TB"};
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
  }
}
