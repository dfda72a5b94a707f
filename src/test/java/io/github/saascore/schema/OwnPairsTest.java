package io.github.saascore.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.testing.Older;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Pairs of schemas of all kinds of objects lead to each other exactly, or are refused by name.
 *
 * <p>{@code -Dsaascore.pair=words} runs those whose names contain the words.
 */
@ExtendWith(PostgresExtension.class)
class OwnPairsTest {

  /**
   * A pair and what is expected of it.
   *
   * @param pair the sides
   * @param refusal what is refused, if anything
   */
  record Case(Pair pair, Optional<String> refusal) {}

  @TestFactory
  Stream<DynamicTest> pairsLeadToEachOther(TestDatabase db) throws IOException {
    return tests(cases(), db);
  }

  @Tag("long")
  @TestFactory
  Stream<DynamicTest> alsoOnTheOlderServer(@Older TestDatabase db) throws IOException {
    return tests(cases().stream().filter(c -> c.pair().older()).toList(), db);
  }

  private static Stream<DynamicTest> tests(List<Case> cases, TestDatabase db) {
    PairRun run = new PairRun(db.superuserUrl(), db.name() + "_own");
    return cases.stream()
        .filter(c -> c.pair().name().contains(System.getProperty("saascore.pair", "")))
        .map(c -> DynamicTest.dynamicTest(c.pair().name(), () -> check(run, c)))
        .onClose(run::close);
  }

  private static void check(PairRun run, Case expected) throws SQLException {
    PairRun.Result result = run.run(expected.pair());
    if (expected.refusal().isEmpty()) {
      assertThat(result.ways())
          .allSatisfy(
              way -> assertThat(way.outcome()).as(way.detail()).isEqualTo(PairRun.Outcome.EXACT));
      return;
    }
    for (PairRun.Way way : List.of(result.up(), result.down())) {
      assertThat(way.outcome()).isEqualTo(PairRun.Outcome.REFUSED);
      assertThat(way.detail()).contains(expected.refusal().get());
    }
  }

  private static List<Case> cases() throws IOException {
    String text;
    try (InputStream stream = OwnPairsTest.class.getResourceAsStream("pairs.sql")) {
      text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<Case> cases = new ArrayList<>();
    for (String block : text.split("(?m)^-- pair: ", -1)) {
      if (block.contains("\n-- b\n")) {
        cases.add(parse(block));
      }
    }
    return cases;
  }

  private static Case parse(String block) {
    String head = block.lines().findFirst().orElseThrow();
    String[] refusal = head.split(" refused ", 2);
    boolean newer = refusal[0].endsWith(" 18");
    String[] sides = block.split("\n-- a\n|\n-- b\n", 3);
    String setup = sides[0].contains("\n-- setup\n") ? sides[0].split("\n-- setup\n", 2)[1] : "";
    Pair pair = new Pair("own", refusal[0], setup, sides[1], sides[2], List.of(), !newer);
    return new Case(pair, refusal.length > 1 ? Optional.of(refusal[1]) : Optional.empty());
  }
}
