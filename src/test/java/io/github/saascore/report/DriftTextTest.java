package io.github.saascore.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.engine.Scaffold;
import io.github.saascore.engine.drift.Autogenerate;
import io.github.saascore.engine.drift.Comparison;
import io.github.saascore.engine.drift.Comparison.Against;
import io.github.saascore.engine.drift.Diff;
import io.github.saascore.engine.drift.EnsurePlan;
import io.github.saascore.engine.drift.EnsurePlan.Ensured;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.schema.Address;
import io.github.saascore.schema.Change;
import io.github.saascore.schema.Difference;
import io.github.saascore.schema.DifferenceOptions;
import io.github.saascore.schema.Fact;
import io.github.saascore.schema.Kind;
import io.github.saascore.schema.Snapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What ensure and diff print. */
final class DriftTextTest {
  private static final Address TENANTS = new Address(Kind.TABLE, "public", "tenants");
  private static final Address MOOD = new Address(Kind.ENUM, "public", "mood");
  private static final Address INVOICES = new Address(Kind.TABLE, "public", "invoices");
  private static final Address OLD = new Address(Kind.TABLE, "public", "old_things");
  private static final Address VIEW = new Address(Kind.VIEW, "public", "active");

  private static final Snapshot ACTUAL =
      snapshot(
          fact(MOOD, Map.of("labels", "calm")),
          table(TENANTS),
          column(TENANTS, "id", "uuid"),
          column(TENANTS, "zone", "text"),
          table(OLD),
          fact(VIEW, Map.of("definition", " SELECT id\n   FROM tenants\n  WHERE id IS NOT NULL")));

  private static final Snapshot WANTED =
      snapshot(
          fact(MOOD, Map.of("labels", "calm")),
          table(TENANTS),
          column(TENANTS, "id", "bigint"),
          column(TENANTS, "time_zone", "text"),
          table(INVOICES),
          column(INVOICES, "id", "bigint"),
          fact(VIEW, Map.of("definition", " SELECT id\n   FROM tenants")));

  private static final Ran RAN = new Ran("app", "", Duration.ofMillis(310));
  private static final String MODEL = "com.example.Model";

  @Test
  void diffShowsWhatDiffersObjectByObject() {
    Diff.Result result =
        new Diff.Result(
            List.of(
                new Comparison(Against.REVISIONS, "the applied revisions", between(ACTUAL, ACTUAL)),
                new Comparison(Against.MODEL, "model " + MODEL, between(ACTUAL, WANTED))),
            List.of("revisions applied without a file, so that what they made is surplus: 3f2a"));

    Golden.check("diff.txt", DiffText.lines(result, "app", Style.plain()));
    Golden.check("diff-colour.txt", DiffText.lines(result, "app", new Tagged()));
    Golden.check("diff.json", DiffText.json(result, "app"));
    Golden.check("diff.sql", DiffSql.text(result.comparisons().get(1), "app"));
    Golden.check("diff-problem.txt", result.comparisons().get(1).problem("db:5432/app").text());
  }

  @Test
  void longListsAreCut() {
    List<Fact> many = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      many.add(table(new Address(Kind.TABLE, "public", "t%02d".formatted(i))));
    }
    Comparison comparison =
        new Comparison(
            Against.MODEL,
            "model " + MODEL,
            between(snapshot(), snapshot(many.toArray(Fact[]::new))));
    List<String> lines = DiffText.comparison(comparison, "app", Style.plain());
    assertThat(lines).hasSize(23).contains("  and 12 more");
    assertThat(lines.get(0))
        .isEqualTo("database 'app' differs from model " + MODEL + " in 32 objects:");
  }

  @Test
  void ensureNamesEveryObject() {
    EnsurePlan plan = plan();

    for (boolean dry : List.of(false, true)) {
      Verdict verdict = EnsureText.report(plan, MODEL, RAN, dry, Style.plain());
      List<String> lines = new ArrayList<>(verdict.lines());
      verdict.warnings().forEach(warning -> lines.add("WARNING " + warning));
      Golden.check(dry ? "ensure-dry.txt" : "ensure.txt", lines);
    }
    Golden.check(
        "ensure-colour.txt", EnsureText.report(plan, MODEL, RAN, false, new Tagged()).lines());
    Golden.check("ensure.json", EnsureText.json(plan, MODEL, RAN, false));
  }

  @Test
  void ensureSaysThatNothingWasToDo() {
    EnsurePlan nothing = new EnsurePlan(List.of(), 0, List.of());
    Verdict verdict = EnsureText.report(nothing, MODEL, RAN, false, Style.plain());
    assertThat(verdict.lines())
        .containsExactly("nothing to do: database 'app' lacks nothing of model " + MODEL);
    assertThat(verdict.warnings()).isEmpty();
  }

  @Test
  void autogenerateNamesWhatItWroteAndWhatItLeftOut() {
    Scaffold.Written file =
        new Scaffold.Written(Path.of("a.sql"), RevisionId.of("3f2a9c1b7d40"), List.of());
    for (boolean drops : List.of(false, true)) {
      Difference difference =
          Difference.between(ACTUAL, WANTED, DifferenceOptions.definitions().withDrops(drops));
      Verdict verdict =
          AutogenerateText.verdict(
              new Autogenerate.Result(List.of(file), difference, !drops, List.of("a note")),
              MODEL,
              Style.plain());
      List<String> lines = new ArrayList<>(verdict.lines());
      verdict.warnings().forEach(warning -> lines.add("WARNING " + warning));
      Golden.check(drops ? "autogenerate-drops.txt" : "autogenerate.txt", lines);
    }
  }

  @Test
  void autogenerateSaysThatNothingWasWritten() {
    Verdict verdict =
        AutogenerateText.verdict(
            new Autogenerate.Result(List.of(), between(ACTUAL, ACTUAL), true, List.of()),
            MODEL,
            Style.plain());
    assertThat(verdict.lines())
        .containsExactly("nothing was written: the revisions make what model " + MODEL + " says");
    assertThat(verdict.warnings()).isEmpty();
  }

  private static EnsurePlan plan() {
    Difference difference =
        Difference.between(ACTUAL, WANTED, DifferenceOptions.definitions().onlyAdditions());
    List<Change> made = difference.made();
    List<Ensured> objects = new ArrayList<>();
    for (Address address : List.of(MOOD, TENANTS, INVOICES, VIEW)) {
      List<Change> own = difference.byObject().getOrDefault(address, List.of());
      objects.add(
          new Ensured(
              address,
              own.stream().filter(made::contains).toList(),
              difference.leftOut().stream().filter(left -> own.contains(left.change())).toList()));
    }
    return new EnsurePlan(objects, 1, difference.script());
  }

  private static Difference between(Snapshot from, Snapshot to) {
    return Difference.between(from, to, DifferenceOptions.definitions());
  }

  private static Snapshot snapshot(Fact... facts) {
    TreeMap<Address, Fact> all = new TreeMap<>();
    for (Fact fact : facts) {
      all.put(fact.address(), fact);
    }
    return new Snapshot(18, "app", all, Map.of(), List.of());
  }

  private static Fact table(Address address) {
    return fact(address, Map.of("form", "plain", "persistence", "logged"));
  }

  private static Fact fact(Address address, Map<String, String> attributes) {
    return new Fact(address, Optional.empty(), new TreeMap<>(attributes), new TreeSet<>());
  }

  private static Fact column(Address table, String name, String type) {
    return new Fact(
        new Address(Kind.COLUMN, table.qualified(), name),
        Optional.of(table),
        new TreeMap<>(Map.of("type", type)),
        new TreeSet<>(List.of(table)));
  }
}
