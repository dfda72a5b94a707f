package io.github.saascore.engine.hazard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The scripts of other linters' test suites: we find what they find wherever a server decides.
 *
 * <p>{@code -Dcases.dir} names the directory of {@code hazards.json}; without it the test is
 * skipped. The agreement of each tool and family is printed. {@code -Dsaascore.test.golden=write}
 * writes the list of disagreements in the manual anew.
 */
@ExtendWith(PostgresExtension.class)
@EnabledIfSystemProperty(
    named = "cases.dir",
    matches = ".+",
    disabledReason = "-Dcases.dir names no directory with hazards.json")
class HazardCasesTest {
  private static final double WANTED = 0.95;

  @Test
  void agreesWithOtherLinters(TestDatabase db) throws Exception {
    Path file = Path.of(System.getProperty("cases.dir"), "hazards.json");
    List<Verdict> verdicts = verdicts(HazardCase.read(file), db);
    Agreement agreement = new Agreement(verdicts);
    agreement.table().forEach(System.out::println);
    agreement
        .perTool()
        .forEach(
            (tool, share) ->
                assertThat(share.value())
                    .as("agreement with %s: %s", tool, share)
                    .isGreaterThanOrEqualTo(WANTED));
    new AgreementPage(file).check(agreement);
  }

  private static List<Verdict> verdicts(List<HazardCase> cases, TestDatabase db) throws Exception {
    Map<String, Set<String>> vocabulary = new TreeMap<>();
    cases.forEach(
        one -> vocabulary.computeIfAbsent(one.tool(), tool -> new TreeSet<>()).addAll(one.rules()));
    List<Verdict> verdicts = new ArrayList<>();
    try (Connection connection = db.connect()) {
      HazardRun run = new HazardRun(connection);
      for (HazardCase one : cases) {
        HazardRun.Outcome outcome = run.run(one);
        verdicts.addAll(Verdict.of(one, outcome, vocabulary.get(one.tool())));
        if (Boolean.getBoolean("saascore.test.verbose")) {
          print(one, outcome);
        }
      }
    }
    return verdicts;
  }

  private static void print(HazardCase one, HazardRun.Outcome outcome) {
    Set<String> found = new TreeSet<>();
    outcome.hits().forEach(hit -> found.add(hit.found().rule().id()));
    System.out.printf(
        Locale.ROOT,
        "## %s %s%n   wants %s, not %s%n   finds %s%n",
        one.tool(),
        one.id(),
        one.rules(),
        one.mustNot(),
        found);
    outcome
        .refused()
        .forEach(seen -> System.out.println("   refused: " + seen.refusal().orElseThrow()));
  }
}
