package io.github.saascore.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.engine.DropBatch;
import io.github.saascore.engine.DropPlan;
import io.github.saascore.engine.DropResult;
import io.github.saascore.postgres.Collateral;
import io.github.saascore.postgres.DroppableObject;
import io.github.saascore.postgres.ObjectAddress;
import io.github.saascore.postgres.ObjectKind;
import io.github.saascore.postgres.Obstacle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DropTextTest {
  private static final Duration TOOK = Duration.ofMillis(4_200);
  private static final DroppableObject EXTENSION =
      object(ObjectKind.EXTENSION, "pgcrypto", 0, 0)
          .withObstacle(new Obstacle("extensions stay", Optional.empty()));
  private static final DroppableObject FOREIGN =
      object(ObjectKind.TABLE, "public.spatial_ref_sys", 8_500, 7_300_000)
          .withObstacle(
              new Obstacle("it belongs to role rds_admin", Optional.of("GRANT rds_admin TO app;")));
  private static final String COMMAND =
      "mvn saascore:drop-cascade -Dsaascore.allowCollateral=true -Dsaascore.confirm=app";
  private static final Collateral CONSTRAINT =
      new Collateral(
          "table constraint",
          "orders_tenant_fk on billing.orders",
          "billing",
          120,
          new ObjectAddress(1259, 77));
  private final DropBatch first =
      new DropBatch(
          List.of(
              object(ObjectKind.VIEW, "public.active_tenants", 0, 0),
              object(ObjectKind.TABLE, "public.tenants", 34_000, 1_258_291),
              object(ObjectKind.TABLE, "public.audit_logs", -1, 98_000_000)));
  private final DropPlan plan = plan(List.of(EXTENSION, FOREIGN), List.of(CONSTRAINT));

  @Test
  void planShowsWhatGoesAndWhatStays() {
    Golden.check("drop-plan.txt", DropText.plan(plan, COMMAND, Style.plain()));
    Golden.check("drop-plan.json", DropJson.plan(plan));
  }

  @Test
  void emptyPlanSaysThatNothingIsThere() {
    DropPlan empty =
        new DropPlan(
            "localhost:5432", "app", "app", List.of("public"), List.of(), List.of(), List.of());
    assertThat(DropText.plan(empty, COMMAND, Style.plain()))
        .containsExactly("nothing to drop: schema public of database 'app': nothing is there");
    DropResult result = new DropResult(Map.of(), List.of(), List.of(), 0, 0, 0);
    assertThat(DropText.verdict(empty, result, TOOK, Style.plain()).lines())
        .containsExactly("nothing to do: schema public of database 'app': nothing is there");
  }

  @Test
  void longListsAreCapped() {
    List<DroppableObject> many =
        IntStream.range(0, 32)
            .mapToObj(i -> object(ObjectKind.TABLE, "public.t" + i, 0, 8192))
            .toList();
    DropPlan large =
        new DropPlan(
            "localhost:5432",
            "app",
            "app",
            List.of("public"),
            List.of(new DropBatch(many)),
            List.of(),
            List.of());
    assertThat(DropText.plan(large, COMMAND, Style.plain())).hasSize(26).contains("  and 12 more");
  }

  @Test
  void progressNamesTheFirstOfABatch() {
    assertThat(DropText.dropped(first, 3, 340))
        .isEqualTo("[  3/340] dropped view public.active_tenants and 2 more");
    assertThat(
            DropText.waiting(
                first, "ERROR: canceling statement due to lock timeout", 2, Style.plain()))
        .isEqualTo(
            "attempt 2 met a lock at view public.active_tenants, trying again:"
                + " ERROR: canceling statement due to lock timeout");
  }

  @Test
  void verdictCountsWhatIsGoneAndWarnsOfWhatIsLeft() {
    DropResult result =
        new DropResult(
            Map.of(
                ObjectKind.TABLE,
                1_200L,
                ObjectKind.VIEW,
                1L,
                ObjectKind.STATISTICS,
                2L,
                ObjectKind.OPERATOR_CLASS,
                2L,
                ObjectKind.OPERATOR_FAMILY,
                2L),
            List.of(EXTENSION, FOREIGN),
            List.of(CONSTRAINT),
            12,
            1,
            2);
    Verdict verdict = DropText.verdict(plan, result, TOOK, Style.plain());
    List<String> lines = new ArrayList<>(verdict.lines());
    verdict.warnings().forEach(warning -> lines.add("[WARNING] " + warning));
    Golden.check("drop.txt", lines);
    Golden.check("drop.json", DropJson.result(plan, result, TOOK));
  }

  private DropPlan plan(List<DroppableObject> kept, List<Collateral> collateral) {
    DropBatch second = new DropBatch(List.of(object(ObjectKind.TYPE, "billing.mood", 0, 0)));
    return new DropPlan(
        "localhost:5432",
        "app",
        "app",
        List.of("public", "billing"),
        List.of(first, second),
        kept,
        collateral);
  }

  private static DroppableObject object(ObjectKind kind, String name, long rows, long bytes) {
    return new DroppableObject(
        kind,
        new ObjectAddress(1259, name.hashCode()),
        Optional.of("public"),
        name,
        "app",
        new DroppableObject.Size(rows, bytes),
        1,
        true,
        false,
        Optional.empty());
  }
}
