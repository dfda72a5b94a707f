package io.github.saascore.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.saascore.revision.GraphCaseRunner.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the package to what Alembic does, and to what we do where Alembic's way is weak. */
final class RevisionCasesTest {
  private static final Path RESOURCES = Path.of("src", "test", "resources");

  /** Errors that stop what Alembic lets pass in the cases that are marked to be tightened. */
  private static final Set<Code> STRICTER =
      Set.of(
          Code.AMBIGUOUS_RELATIVE,
          Code.AMBIGUOUS_PREFIX,
          Code.BAD_TARGET,
          Code.BAD_IDENTIFIER,
          Code.DUPLICATE_LABEL,
          Code.DUPLICATE_REVISION,
          Code.MULTIPLE_HEADS,
          Code.NOTHING_TO_MERGE,
          Code.NOT_FOUND,
          Code.NOT_IN_BRANCH,
          Code.NO_SUCH_BRANCH,
          Code.OVERLAPPING_ROWS,
          Code.PARENT_FILE_MISSING,
          Code.RELATIVE_OUT_OF_RANGE,
          Code.STAMP_LOSES_LINE,
          Code.TARGET_NOT_APPLIED);

  /** Names that Alembic gives to several faults, with the more exact ones that we have for them. */
  private static final Map<String, Set<Code>> MORE_EXACT =
      Map.of(
          "NOT_FOUND", Set.of(Code.BAD_TARGET, Code.RANGE_ONLINE, Code.NO_SUCH_BRANCH),
          "TARGET_NOT_APPLIED", Set.of(Code.NOT_IN_BRANCH));

  static List<GraphCase> cases() {
    return GraphCase.read(RESOURCES.resolve("revisions.json"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void doesAsAlembicOrBetter(GraphCase testCase) throws IOException {
    check(testCase);
  }

  @TestFactory
  Stream<DynamicTest> doesAsAlembicInCasesFromOutside() {
    String directory = System.getProperty("cases.dir", "");
    assumeFalse(directory.isBlank(), "cases.dir is not set: no cases from outside");
    return GraphCase.readAll(Path.of(directory)).stream()
        .map(each -> DynamicTest.dynamicTest(each.name(), () -> check(each)));
  }

  private static void check(GraphCase testCase) throws IOException {
    JsonObject ours = tightened();
    if (ours.has(testCase.name())) {
      checkAgainst(testCase, ours.getAsJsonObject(testCase.name()));
    } else if (testCase.isTightened()) {
      checkStricter(testCase);
    } else if (isTargetThatAlembicCannotRead(testCase)) {
      checkStricter(testCase);
    } else {
      checkAgainst(testCase, testCase.expect());
    }
  }

  /**
   * Alembic looks counts up as plain ids in most commands, and a downgrade overlooks the branch in
   * {@code label@head}; we read both.
   */
  private static boolean isTargetThatAlembicCannotRead(GraphCase testCase) {
    List<String> kind = GraphCase.strings(testCase.expect().get("kind"));
    String target = testCase.target().orElse("");
    return (kind.contains("NOT_FOUND") && target.matches(".*[+-][0-9]+(:.*)?"))
        || (kind.contains("MULTIPLE_HEADS")
            && testCase.command().equals("downgrade")
            && target.matches(".+@heads?"));
  }

  private static JsonObject tightened() throws IOException {
    String text = Files.readString(RESOURCES.resolve("revisions-tightened.json"));
    return JsonParser.parseString(text).getAsJsonObject().getAsJsonObject("cases");
  }

  /**
   * Checks a case that is marked to be tightened and that we wrote no expectation for: we may do
   * the same, refuse what Alembic lets pass, or do what it refuses for no good reason.
   */
  private static void checkStricter(GraphCase testCase) throws IOException {
    Set<String> refusedForNoGoodReason =
        Set.of(
            "NOT_FOUND",
            "MULTIPLE_HEADS",
            "DB_REVISION_UNKNOWN",
            "DB_NOT_AT_HEADS",
            "TARGET_NOT_APPLIED");
    List<String> kind = GraphCase.strings(testCase.expect().get("kind"));
    try {
      Outcome outcome = new GraphCaseRunner(testCase).run();
      if (kind.isEmpty()) {
        assertOutcome(testCase, testCase.expect(), new GraphCaseRunner(testCase).graph(), outcome);
      } else {
        assertThat(refusedForNoGoodReason).as("Alembic refuses this").containsAll(kind);
      }
    } catch (SaascoreException e) {
      if (kind.isEmpty()) {
        assertThat(STRICTER).contains(e.problem().code());
      } else if (!isTargetThatAlembicCannotRead(testCase)) {
        assertKind(e, kind.get(0));
      }
    }
  }

  private static void checkAgainst(GraphCase testCase, JsonObject expect) {
    if (expect.has("kind")) {
      assertRefused(testCase, expect);
    } else {
      GraphCaseRunner runner = new GraphCaseRunner(testCase);
      assertOutcome(testCase, expect, runner.graph(), runner.run());
    }
  }

  private static void assertRefused(GraphCase testCase, JsonObject expect) {
    Outcome outcome;
    try {
      outcome = new GraphCaseRunner(testCase).run();
    } catch (SaascoreException e) {
      assertKind(e, expect.get("kind").getAsString());
      GraphCase.strings(expect.get("says"))
          .forEach(text -> assertThat(e.getMessage()).contains(text));
      assertThat(e.problems()).allSatisfy(each -> assertThat(each.hint()).isPresent());
      return;
    }
    throw new AssertionError("not refused: " + outcome);
  }

  private static void assertKind(SaascoreException e, String kind) {
    Set<String> legal = new LinkedHashSet<>(Set.of(kind));
    MORE_EXACT.getOrDefault(kind, Set.of()).forEach(code -> legal.add(code.name()));
    assertThat(legal).as(e.getMessage()).contains(e.problem().code().name());
  }

  private static void assertOutcome(
      GraphCase testCase, JsonObject expect, RevisionGraph graph, Outcome outcome) {
    if (expect.has("steps")) {
      assertSteps(expect, graph, outcome);
    }
    if (expect.has("stamp_moves")) {
      assertThat(outcome.steps().isEmpty())
          .isEqualTo(expect.getAsJsonArray("stamp_moves").isEmpty());
    }
    if (expect.has("rows") && !testCase.option("sql")) {
      assertThat(outcome.rows()).isEqualTo(GraphCase.strings(expect.get("rows")));
    }
    if (expect.has("rows_after_each_step")) {
      assertRowsAfterEachStep(testCase, expect, graph);
    }
    if (expect.has("revs")) {
      assertThat(outcome.revisions()).isEqualTo(GraphCase.strings(expect.get("revs")));
    }
    if (expect.has("stdout_lines") && !testCase.command().equals("branches")) {
      List<String> lines = GraphCase.strings(expect.get("stdout_lines"));
      if (expect.has("line_order") || testCase.command().equals("current")) {
        assertThat(outcome.lines()).containsExactlyInAnyOrderElementsOf(lines);
      } else {
        assertThat(outcome.lines()).isEqualTo(lines);
      }
    }
    if (expect.get("created") instanceof JsonObject created) {
      assertThat(outcome.revisions()).isEqualTo(GraphCase.strings(created.get("down")));
      if (created.has("depends")) {
        assertThat(outcome.lines())
            .containsExactly(
                GraphCase.strings(created.get("depends")).toString(),
                GraphCase.strings(created.get("labels")).toString());
      }
    }
  }

  private static void assertSteps(JsonObject expect, RevisionGraph graph, Outcome outcome) {
    List<List<String>> steps =
        expect.getAsJsonArray("steps").asList().stream().map(GraphCase::strings).toList();
    if (GraphCase.strings(expect.get("order")).contains("topological")) {
      assertThat(outcome.steps()).containsExactlyInAnyOrderElementsOf(steps);
      assertParentsFirst(graph, outcome.steps());
    } else {
      assertThat(outcome.steps()).isEqualTo(steps);
    }
  }

  private static void assertParentsFirst(RevisionGraph graph, List<List<String>> steps) {
    List<RevisionId> order = new ArrayList<>();
    for (List<String> step : steps) {
      order.add(step.get(0).equals("down") ? 0 : order.size(), RevisionId.of(step.get(1)));
    }
    for (RevisionId id : order) {
      Set<RevisionId> later = new LinkedHashSet<>(order.subList(order.indexOf(id), order.size()));
      later.retainAll(graph.ancestors(Set.of(id), false));
      assertThat(later).isEmpty();
    }
  }

  /** Checks the rows alone, along the order that the case lists. */
  private static void assertRowsAfterEachStep(
      GraphCase testCase, JsonObject expect, RevisionGraph graph) {
    Set<RevisionId> applied = new LinkedHashSet<>(graph.ancestors(testCase.rows(), true));
    List<JsonElement> rows = expect.getAsJsonArray("rows_after_each_step").asList();
    List<JsonElement> steps = expect.getAsJsonArray("steps").asList();
    for (int i = 0; i < steps.size(); i++) {
      List<String> step = GraphCase.strings(steps.get(i));
      RevisionId id = RevisionId.of(step.get(1));
      assertThat(step.get(0).equals("up") ? applied.add(id) : applied.remove(id)).isTrue();
      assertThat(graph.tips(applied).stream().map(RevisionId::value).sorted())
          .isEqualTo(GraphCase.strings(rows.get(i)));
    }
  }
}
