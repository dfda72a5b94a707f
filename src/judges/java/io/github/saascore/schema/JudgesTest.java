package io.github.saascore.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.saascore.testing.Older;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What other tools make of the pairs, and what {@code pg_dump} says of our results.
 *
 * <p>{@code -Dpairs.every=10} takes each tenth pair of each suite alone.
 */
@ExtendWith(PostgresExtension.class)
@EnabledIfSystemProperty(
    named = "pairs.dir",
    matches = ".+",
    disabledReason = "-Dpairs.dir names no directory of schema pairs")
class JudgesTest {
  private static final int EVERY = Integer.getInteger("pairs.every", 1);

  private static final String OWN =
      "a column that was the table's own before stays that beside the new parent's: only to drop"
          + " it, with its values, would change that";

  /** What {@code pg_dump} writes in another way although it is the same, or as near as it goes. */
  private static final Map<String, String> EXPLAINED =
      Map.of(
          "apgdiff modify_inherits", OWN,
          "pgcodekeeper diff__modify_inherits", OWN,
          "pgcodekeeper diff__modify_inherits_drop_oldparent", OWN,
          "pg-delta event-trigger-operations--create-with-tag-filter",
              "the order of the tags of an event trigger means nothing",
          "pgschema online__add_constraint",
              "one cast of an array is the cast of each of its members");

  @Test
  void otherToolsOnTheSamePairs(TestDatabase db) throws IOException, SQLException {
    System.out.println("| suite | pairs | pgcodekeeper exact | jOOQ migrateTo exact |");
    try (Judges judges = new Judges(db.superuserUrl(), db.name())) {
      for (Map.Entry<String, List<Pair>> suite : suites(pair -> true).entrySet()) {
        List<Judges.Verdict> verdicts = new ArrayList<>();
        for (Pair pair : suite.getValue()) {
          verdicts.add(judges.judge(pair));
        }
        System.out.printf(
            "| %s | %d | %d | %d |%n",
            suite.getKey(),
            verdicts.size(),
            exact(verdicts, Judges.Verdict::codeKeeper),
            exact(verdicts, Judges.Verdict::jooq));
      }
    }
  }

  private static long exact(
      List<Judges.Verdict> verdicts, Function<Judges.Verdict, PairRun.Outcome> tool) {
    return verdicts.stream()
        .filter(verdict -> tool.apply(verdict) == PairRun.Outcome.EXACT)
        .count();
  }

  @Test
  void dumpsOfOurResults(TestDatabase db) throws Exception {
    dumps(db);
  }

  @Test
  void dumpsOfOurResultsOnTheOlderServer(@Older TestDatabase db) throws Exception {
    dumps(db);
  }

  private static void dumps(TestDatabase db) throws Exception {
    int major = Integer.parseInt(db.one("SHOW server_version_num")) / 10_000;
    var programs = Dumps.programs(major);
    assumeTrue(programs.isPresent(), "no pg_dump of version " + major + " is installed");
    List<String> bad = new ArrayList<>();
    System.out.println("| suite | pairs | dumped alike | restored without a difference |");
    try (Dumps dumps = new Dumps(programs.get(), db.superuserUrl(), db.name() + "_dump")) {
      for (Map.Entry<String, List<Pair>> suite :
          suites(pair -> major > 15 || pair.older()).entrySet()) {
        int same = 0;
        int quiet = 0;
        for (Pair pair : suite.getValue()) {
          Dumps.Verdict verdict = dumps.judge(pair);
          same += verdict.same() ? 1 : 0;
          quiet += verdict.quiet() ? 1 : 0;
          String name = pair.suite() + " " + pair.name();
          if (verdict.isBad() && verdict.quiet() && EXPLAINED.containsKey(name)) {
            System.out.println(name + ": " + EXPLAINED.get(name));
          } else if (verdict.isBad()) {
            bad.add(name + "\n" + verdict.detail());
          }
        }
        System.out.printf(
            "| %s | %d | %d | %d |%n", suite.getKey(), suite.getValue().size(), same, quiet);
      }
    }
    assertThat(bad).isEmpty();
  }

  private static Map<String, List<Pair>> suites(Predicate<Pair> filter) throws IOException {
    Map<String, List<Pair>> suites = new TreeMap<>();
    Pair.read(Path.of(System.getProperty("pairs.dir"))).stream()
        .filter(filter)
        .filter(pair -> pair.suite().startsWith(System.getProperty("pairs.suite", "")))
        .forEach(pair -> suites.computeIfAbsent(pair.suite(), s -> new ArrayList<>()).add(pair));
    suites.replaceAll((suite, pairs) -> everyNth(pairs));
    return suites;
  }

  private static List<Pair> everyNth(List<Pair> pairs) {
    List<Pair> some = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i += EVERY) {
      some.add(pairs.get(i));
    }
    return some;
  }
}
