package io.github.saascore.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.testing.Older;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The pairs of other tools' test suites, led from one side to the other and back; and the second
 * side made anew out of nothing by our own words, which leaves no difference.
 *
 * <p>{@code -Dpairs.dir} names the directory, {@code -Dpairs.suite} one of its suites; without the
 * first the test is skipped. A pair may be refused by name; it may never end in a wrong schema or a
 * failing statement.
 */
@ExtendWith(PostgresExtension.class)
class PairsTest {
  private static final int THREADS = 2;

  @TestFactory
  @EnabledIfSystemProperty(
      named = "pairs.dir",
      matches = ".+",
      disabledReason = "-Dpairs.dir names no directory of schema pairs")
  Collection<DynamicTest> suites(TestDatabase db) throws IOException {
    return suites(db, "", pair -> true);
  }

  @TestFactory
  @EnabledIfSystemProperty(
      named = "pairs.dir",
      matches = ".+",
      disabledReason = "-Dpairs.dir names no directory of schema pairs")
  Collection<DynamicTest> suitesOnTheOlderServer(@Older TestDatabase db) throws IOException {
    return suites(db, ", older server", Pair::older);
  }

  private static Collection<DynamicTest> suites(
      TestDatabase db, String note, Predicate<Pair> filter) throws IOException {
    String directory = System.getProperty("pairs.dir", "");
    Map<String, List<Pair>> suites =
        Pair.read(Path.of(directory)).stream()
            .filter(pair -> pair.suite().startsWith(System.getProperty("pairs.suite", "")))
            .filter(filter)
            .collect(Collectors.groupingBy(Pair::suite, TreeMap::new, Collectors.toList()));
    List<DynamicTest> tests = new ArrayList<>();
    System.out.println(PairTable.HEAD + note);
    suites.forEach(
        (suite, pairs) -> tests.add(DynamicTest.dynamicTest(suite, () -> run(suite, pairs, db))));
    return tests;
  }

  private static void run(String suite, List<Pair> pairs, TestDatabase db)
      throws InterruptedException {
    Queue<Pair> open = new ConcurrentLinkedQueue<>(pairs);
    Queue<PairRun.Result> results = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      String database = db.name() + "_" + i;
      threads.add(new Thread(() -> work(db.superuserUrl(), database, open, results)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println(PairTable.line(suite, results));
    results.stream().flatMap(PairTable::refusals).sorted().forEach(System.out::println);
    assertThat(results.size()).as("pairs that were run").isEqualTo(pairs.size());
    assertThat(results.stream().flatMap(PairsTest::bad)).isEmpty();
  }

  private static Stream<String> bad(PairRun.Result result) {
    return result.ways().stream()
        .filter(PairRun.Way::isBad)
        .map(way -> result.pair().name() + "\n" + way.detail());
  }

  private static void work(
      String server, String database, Queue<Pair> open, Queue<PairRun.Result> results) {
    try (PairRun run = new PairRun(server, database)) {
      for (Pair pair = open.poll(); pair != null; pair = open.poll()) {
        results.add(run.run(pair));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("unable to run pairs in " + database, e);
    }
  }
}
