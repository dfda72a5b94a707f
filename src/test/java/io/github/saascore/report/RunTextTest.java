package io.github.saascore.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.engine.Downgrade;
import io.github.saascore.engine.Event;
import io.github.saascore.engine.PlanScript.Script;
import io.github.saascore.engine.Stamp;
import io.github.saascore.engine.Standing;
import io.github.saascore.engine.Upgrade;
import io.github.saascore.engine.care.Safeguard.Outlook;
import io.github.saascore.postgres.Skipped;
import io.github.saascore.revision.Applied;
import io.github.saascore.revision.Plan;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.Step;
import io.github.saascore.revision.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RunTextTest {
  private static final Revision TENANTS = Samples.TENANTS.revision();
  private static final Revision BILLING = Samples.BILLING.revision();
  private static final Revision ZONES = Samples.ZONES.revision();
  private static final Revision MERGE = Samples.MERGE.revision();

  @Test
  void progressIsALineARevision() {
    List<Event> events =
        List.of(
            new Event.Waiting("waiting for saascore:upgrade of ci@build-7, pid 4711 (5 s)"),
            new Event.Upgraded(TENANTS, 310, skipped(2), 1, 10),
            new Event.DoneElsewhere(BILLING),
            new Event.Notice("extension \"pgcrypto\" already exists, skipping\n"),
            new Event.Upgraded(ZONES, 12, List.of(), 3, 10),
            new Event.Upgraded(MERGE, 0, List.of(), 10, 10),
            new Event.Matched("nothing is recorded here"),
            new Event.Adopted(BILLING, skipped(1), 4, 10),
            new Event.Repeated("views/active_tenants.sql", 4),
            new Event.Downgraded(MERGE, 75_000, 1, 1));
    Golden.check(
        "progress.txt",
        events.stream()
            .flatMap(event -> ProgressText.lines(event, Style.plain()).stream())
            .toList());
  }

  @Test
  void manySkippedStatementsAreCapped() {
    List<String> lines =
        ProgressText.lines(new Event.Upgraded(TENANTS, 5, skipped(32), 1, 1), Style.plain());
    assertThat(lines).hasSize(22).last().isEqualTo("      and 12 more");
  }

  @Test
  void upgradeTellsWhatWasDone() {
    Upgrade.Result result =
        new Upgrade.Result(
            List.of(TENANTS, BILLING, ZONES, MERGE),
            List.of(),
            List.of(),
            List.of("views/active_tenants.sql"),
            List.of(),
            List.of(),
            Set.of("tenants"),
            Samples.atHead(),
            Optional.empty());
    check("upgrade.txt", VerdictText.of(result, ran("heads"), Style.plain()));
    Golden.check("upgrade.json", ResultJson.of(result, ran("heads")));
  }

  @Test
  void upgradeTellsWhatWasSkippedAndWhatElseIsHere() {
    Set<String> tables = new TreeSet<>();
    IntStream.range(0, 32).forEach(i -> tables.add("table_%02d".formatted(i)));
    Upgrade.Result result =
        new Upgrade.Result(
            List.of(TENANTS),
            List.of(),
            List.of(),
            List.of(),
            skipped(12),
            List.of("column public.t1.id: type is bigint, not integer"),
            tables,
            Samples.standing(Samples.row(Samples.TENANTS)),
            Optional.of("alembic_version"));
    check("upgrade-skipped.txt", VerdictText.of(result, ran("1975ea83b712"), Style.plain()));
    Golden.check("upgrade-skipped.json", ResultJson.of(result, ran("1975ea83b712")));
  }

  @Test
  void upgradeTellsWhatWasAdopted() {
    Upgrade.Result result =
        new Upgrade.Result(
            List.of(MERGE),
            List.of(TENANTS, BILLING, ZONES),
            List.of(),
            List.of("views/active_tenants.sql"),
            List.of(),
            List.of(),
            Set.of(),
            Samples.atHead(),
            Optional.empty());
    check("upgrade-adopted.txt", VerdictText.of(result, ran("heads"), Style.plain()));
  }

  @Test
  void nothingToUpgradeIsSaid() {
    check("upgrade-nothing.txt", nothing(Samples.atHead(), "heads"));
  }

  @Test
  void targetBelowTheTipIsSaidToBeApplied() {
    check("upgrade-below.txt", nothing(Samples.atHead(), "1975"));
  }

  @Test
  void severalTargetsBelowAreNamed() {
    check("upgrade-below-two.txt", nothing(Samples.atHead(), "1975, billing, heads"));
  }

  @Test
  void targetThatIsTheTipIsNotBelow() {
    assertThat(nothing(Samples.atHead(), "6fc6").lines())
        .isEqualTo(nothing(Samples.atHead(), "heads").lines());
  }

  @Test
  void nothingWithoutAnyFileNamesTheWayToTheFirst() {
    Standing empty = new Standing(List.of(), List.of(), 0, true, List.of(), List.of(), Map.of());
    check("upgrade-no-files.txt", nothing(empty, "heads"));
  }

  @Test
  void troubleIsAWarningWithAWayOut() {
    check("upgrade-troubled.txt", nothing(Samples.standing(Samples.troubled()), "heads"));
  }

  @Test
  void currentTellsWhereAndWhatIsPending() {
    check(
        "current-summary.txt",
        CurrentText.summary(
            Samples.standing(),
            List.of(),
            "app",
            Optional.of("flyway_schema_history"),
            Style.plain()));
  }

  @Test
  void currentNamesRepeatableScriptsThatAnUpgradeRuns() {
    Standing atHeads =
        new Standing(
            List.of(TENANTS), List.of(TENANTS.id()), 0, true, List.of(), List.of(), Map.of());
    check("current-script.txt", current(atHeads, "roles.sql"));
    check("current-scripts.txt", current(Samples.standing(), "roles.sql", "views/active.sql"));
  }

  private static Verdict current(Standing standing, String... scripts) {
    return CurrentText.summary(standing, List.of(scripts), "app", Optional.empty(), Style.plain());
  }

  @Test
  void downgradeTellsWhatWasUndone() {
    Downgrade.Result result =
        new Downgrade.Result(
            List.of(MERGE, ZONES),
            Samples.standing(Samples.row(Samples.TENANTS), Samples.row(Samples.BILLING)));
    check("downgrade.txt", VerdictText.of(result, ran("-2"), Style.plain()));
    Golden.check("downgrade.json", ResultJson.of(result, ran("-2")));
    check(
        "downgrade-base.txt",
        VerdictText.of(
            new Downgrade.Result(List.of(TENANTS), Samples.standing()),
            ran("base"),
            Style.plain()));
    check(
        "downgrade-nothing.txt",
        VerdictText.of(
            new Downgrade.Result(List.of(), Samples.standing()), ran("base"), Style.plain()));
  }

  @Test
  void stampTellsThatNothingWasRun() {
    Stamp.Result result =
        new Stamp.Result(
            List.of(TENANTS, BILLING),
            List.of(RevisionId.of("deadbeef0001")),
            Samples.standing(Samples.row(Samples.TENANTS), Samples.row(Samples.BILLING)));
    check("stamp.txt", VerdictText.of(result, ran("billing"), Style.plain()));
    Golden.check("stamp.json", ResultJson.of(result, ran("billing")));
  }

  @Test
  void planListsStepsAndSql() {
    Plan plan =
        new Plan(
            Verb.STAMP,
            List.of(
                new Step.Up(TENANTS),
                new Step.Down(MERGE),
                new Step.Mark(BILLING),
                new Step.Unmark(RevisionId.of("deadbeef0001"))),
            Applied.none(),
            new Applied(Set.of(TENANTS.id())));
    Script script = new Script(plan, List.of("views/active_tenants.sql"), "BEGIN;\nCOMMIT;\n");
    Golden.check("plan.txt", PlanText.lines(script, Style.plain()));
    Golden.check("plan.json", ResultJson.plan(script, Outlook.CLEAR));
  }

  @Test
  void emptyPlanSaysSo() {
    Plan plan = new Plan(Verb.UPGRADE, List.of(), Applied.none(), Applied.none());
    assertThat(PlanText.lines(new Script(plan, List.of(), ""), Style.plain()))
        .containsExactly("nothing to do: the upgrade has no steps; nothing was changed");
  }

  private static Verdict nothing(Standing standing, String target) {
    return VerdictText.of(
        new Upgrade.Result(
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Set.of(),
            standing,
            Optional.empty()),
        ran(target),
        Style.plain());
  }

  private static Ran ran(String target) {
    return new Ran("app", target, Duration.ofMillis(312));
  }

  private static List<Skipped> skipped(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            i ->
                new Skipped(
                    "CREATE TABLE t" + i,
                    "migrations/1975ea83b712_create_tenants.sql:" + (7 + i) + ":1",
                    "relation \"t" + i + "\" already exists"))
        .toList();
  }

  private static void check(String name, Verdict verdict) {
    List<String> lines = new ArrayList<>(verdict.lines());
    verdict.warnings().forEach(warning -> lines.add("[WARNING] " + warning));
    Golden.check(name, lines);
  }
}
