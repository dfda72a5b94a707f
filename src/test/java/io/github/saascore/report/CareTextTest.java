package io.github.saascore.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.engine.Diagnosis;
import io.github.saascore.engine.Finding;
import io.github.saascore.engine.Finding.Level;
import io.github.saascore.engine.Repair;
import io.github.saascore.engine.RepairPlan;
import io.github.saascore.engine.RepairPlan.Accept;
import io.github.saascore.engine.RepairPlan.Field;
import io.github.saascore.engine.RepairPlan.Recreate;
import io.github.saascore.engine.care.Loss;
import io.github.saascore.engine.care.Protect;
import io.github.saascore.engine.care.Restore;
import io.github.saascore.engine.care.Safeguard;
import io.github.saascore.engine.care.TrashItem;
import io.github.saascore.revision.RevisionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What doctor and repair print. */
final class CareTextTest {
  private static final String PURGE =
      "mvn saascore:purge -Dsaascore.olderThan=30d -Dsaascore.confirm=app";

  private static final Finding WELL =
      new Finding(
          Level.OK, "server", "PostgreSQL 18.6, gets fixes until November 2030", Optional.empty());

  private static final Diagnosis ILL =
      new Diagnosis(
          "app",
          List.of(
              WELL,
              new Finding(
                  Level.WARN,
                  "revisions",
                  "8 applied, 2 pending",
                  Optional.of("mvn saascore:upgrade")),
              new Finding(
                  Level.BAD,
                  "indexes",
                  "public.broken on public.tenants is not valid: no query uses it",
                  Optional.of("REINDEX INDEX CONCURRENTLY public.broken;")),
              new Finding(
                  Level.WARN,
                  "prepared",
                  "transaction 'a\nb' (role app) since 5 min",
                  Optional.empty())));

  private static final RepairPlan PLAN =
      new RepairPlan(
          List.of(
              new Accept(
                  RevisionId.of("27c6a30d7c24"),
                  "migrations/27c6a30d7c24_add_invoices.sql",
                  List.of(
                      new Field("checksum", "ab".repeat(32), "cd".repeat(32)),
                      new Field("depends_on", "", "1975ea83b712"),
                      new Field("message", "invoices", "add invoices " + "x".repeat(60)),
                      new Field(
                          "downgrade",
                          "-- saascore:downgrade\nDROP TABLE invoices;\n",
                          "-- saascore:downgrade\nDROP TABLE IF EXISTS invoices;\n"))),
              new Recreate(
                  Samples.TENANTS.revision(),
                  "migrations/1975ea83b712_create_tenants.sql",
                  RevisionId.of("27c6a30d7c24"))),
          List.of(RevisionId.of("4070b0fcc058")));

  private static final Ran RAN = new Ran("app", "", Duration.ofMillis(31));

  @Test
  void doctorWritesOneScreen() {
    Golden.check("doctor.txt", DoctorText.lines(ILL, Style.plain()));
    Golden.check("doctor-colour.txt", DoctorText.lines(ILL, new Tagged()));
    Golden.check("doctor.json", DoctorText.json(ILL));
  }

  @Test
  void doctorSaysThatAllIsWell() {
    assertThat(DoctorText.lines(new Diagnosis("app", List.of(WELL)), Style.plain()))
        .last()
        .isEqualTo("database 'app' is well; nothing was changed");
  }

  @Test
  void repairShowsBeforeAndAfter() {
    Golden.check("repair-plan.txt", RepairText.plan(PLAN, Style.plain()));
    Golden.check("repair-plan-colour.txt", RepairText.plan(PLAN, new Tagged()));
    Golden.check("repair.json", RepairText.json(PLAN, "app", true));
    assertThat(RepairText.dryRun(PLAN))
        .isEqualTo("2 rows would be changed; nothing was changed: mvn saascore:repair");
  }

  @Test
  void repairTellsWhatWasDone() {
    Verdict verdict =
        RepairText.verdict(new Repair.Result(PLAN, Samples.atHead()), RAN, Style.plain());
    Golden.check("repair.txt", verdict.lines());
    assertThat(verdict.warnings()).isEmpty();
  }

  @Test
  void repairSaysThatNothingWasToDo() {
    RepairPlan nothing = new RepairPlan(List.of(), List.of());
    assertThat(RepairText.dryRun(nothing))
        .isEqualTo("nothing to repair: the record and the files agree");
    assertThat(
            RepairText.verdict(new Repair.Result(nothing, Samples.atHead()), RAN, Style.plain())
                .lines())
        .first()
        .asString()
        .startsWith("nothing to repair: the record and the files agree; database 'app' stands at");
  }

  @Test
  void protectionSaysSinceWhenAndHowToEndIt() {
    Optional<String> mark = Optional.of("since 2026-11-25 10:57Z by app (ann@host): live");
    List<String> lines = new ArrayList<>();
    for (Protect.Result result :
        List.of(
            new Protect.Result(mark, true),
            new Protect.Result(mark, false),
            new Protect.Result(Optional.empty(), true),
            new Protect.Result(Optional.empty(), false))) {
      lines.addAll(ProtectionText.lines(result, "app", Style.plain()));
    }
    Golden.check("protection.txt", lines);
    Golden.check(
        "protection.json", ProtectionText.json(new Protect.Result(mark, true), "protect", "app"));
  }

  @Test
  void trashListsWhatItHas() {
    TrashItem table = item("users_27c6a30d7c24", TrashItem.Kind.TABLE, Optional.empty());
    TrashItem column =
        item("users_phone_27c6a30d7c24", TrashItem.Kind.COLUMN, Optional.of("phone"));
    Restore.Result result =
        new Restore.Result(table, List.of("not restored: the name users_mail of users_i2"));
    List<String> lines =
        new ArrayList<>(TrashText.list(List.of(table, column), "app", PURGE, Style.plain()));
    lines.addAll(TrashText.list(List.of(), "app", PURGE, Style.plain()));
    lines.addAll(TrashText.restored(result, Style.plain()).lines());
    lines.addAll(TrashText.restored(result, Style.plain()).warnings());
    lines.addAll(TrashText.purged(List.of(table, column), "app", Style.plain()));
    lines.addAll(TrashText.purged(List.of(), "app", Style.plain()));
    Golden.check("trash.txt", lines);
    Golden.check("trash.json", TrashText.json(List.of(table, column), "purge", "app"));
    Golden.check("restore.json", TrashText.json(result, "app"));
  }

  private static TrashItem item(String name, TrashItem.Kind kind, Optional<String> column) {
    return new TrashItem(
        1,
        name,
        kind,
        "public",
        "users",
        column,
        "27c6a30d7c24",
        Instant.parse("2026-11-25T10:57:00Z"),
        "app",
        24_576);
  }

  @Test
  void planSaysWhatIsLostAndWhatIsKept() {
    Loss lost =
        new Loss(
            Loss.Kind.TABLE,
            "table a",
            "1975ea83b712",
            Optional.of(48_112L),
            true,
            Optional.of(7_444_889L),
            "",
            Optional.empty());
    Loss unsure =
        new Loss(
            Loss.Kind.COLUMN,
            "column c of b",
            "1975ea83b712",
            Optional.of(1L),
            false,
            Optional.empty(),
            "",
            Optional.empty());
    Safeguard.Outlook outlook =
        new Safeguard.Outlook(
            List.of(lost), List.of(unsure), List.of("Java is not known"), Optional.empty());
    assertThat(PlanText.losses(outlook, Optional.of("app"), Style.plain()))
        .containsExactly(
            "Java is not known",
            "it destroys:",
            "  table a: 48,112 rows, 7.1 MB (revision 1975ea83b712)",
            "it moves into the trash:",
            "  column c of b: about 1 value (revision 1975ea83b712)",
            "it runs with -Dsaascore.confirm=app only");
  }

  @Test
  void longDowngradesAreCapped() {
    String many =
        IntStream.range(0, 33)
            .mapToObj(i -> "DROP TABLE t" + i + ";")
            .collect(Collectors.joining("\n"));
    RepairPlan plan =
        new RepairPlan(
            List.of(
                new Accept(
                    RevisionId.of("27c6a30d7c24"),
                    "x.sql",
                    List.of(new Field("downgrade", "", many)))),
            List.of());
    assertThat(RepairText.plan(plan, Style.plain()))
        .hasSize(23)
        .last()
        .isEqualTo("      and 13 more");
  }
}
