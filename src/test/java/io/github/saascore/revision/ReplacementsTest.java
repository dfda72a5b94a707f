package io.github.saascore.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.saascore.revision.Replacements.Recorded;
import io.github.saascore.revision.Replacements.View;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Histories with a revision that replaces others, beside databases of every age. */
final class ReplacementsTest {
  private static final Revision A = revision("aaaa", List.of());
  private static final Revision B = revision("bbbb", List.of("aaaa"));
  private static final Revision C = revision("cccc", List.of("bbbb"));
  private static final Revision D = revision("dddd", List.of("cccc"));
  private static final Revision S = replacement("ssss", List.of(), "aaaa", "bbbb", "cccc");
  private static final List<Revision> BOTH = List.of(A, B, C, D, S);
  private static final List<Revision> SPENT = List.of(D, S);
  private static final List<Revision> OLD = List.of(A, B, C, D);

  /** Given rows (a replacement writes those of all it replaces), what an upgrade does. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          a new database runs the replacement       | -                   | ssss dddd | -
          a part of it leaves the old files in use  | aaaa bbbb           | cccc dddd | -
          all of it is as good as the replacement   | aaaa bbbb cccc      | dddd      | ssss
          and what stands above it counts too       | aaaa bbbb cccc dddd | -         | ssss
          with its own row there is nothing to add  | aaaa bbbb cccc ssss | dddd      | -
          its own row alone is enough               | ssss                | dddd      | -
          """)
  void upgradesByDjangosRules(String name, String rows, String steps, String implied) {
    View view = replacements(BOTH).view(recorded(rows), List.of());

    assertThat(ids(upgrade(view, "heads"))).as(name).isEqualTo(words(steps));
    assertThat(view.implied().stream().map(each -> each.id().value())).isEqualTo(words(implied));
  }

  /** When the old files are gone, rows without a file are known by the list in the header. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          a new database                      | -                        | ssss dddd | -    | -
          one that has all of them            | aaaa bbbb cccc           | dddd      | ssss | -
          one that has the replacement        | aaaa bbbb cccc ssss dddd | -         | -    | -
          one that has a part                 | aaaa bbbb                | ssss dddd | -    | aaaa bbbb
          """)
  void oldFilesMayBeDeleted(
      String name, String rows, String steps, String implied, String unknown) {
    View view = replacements(SPENT).view(recorded(rows), List.of());

    Applied applied = view.applied();
    assertThat(applied.unknownTo(view.graph()).stream().map(RevisionId::value))
        .as(name)
        .isEqualTo(words(unknown));
    assertThat(new Planner(view.graph()).pending(applied).stream().map(each -> each.id().value()))
        .isEqualTo(words(steps));
    assertThat(view.implied().stream().map(each -> each.id().value())).isEqualTo(words(implied));
  }

  @Test
  void aPartWithoutItsFilesStopsAnUpgrade() {
    View view = replacements(SPENT).view(recorded("aaaa bbbb"), List.of());

    SaascoreException e =
        catchThrowableOfType(SaascoreException.class, () -> upgrade(view, "heads"));

    assertThat(e.problem().code()).isEqualTo(Code.DB_REVISION_UNKNOWN);
  }

  @Test
  void whenTheLineReplacesIsGoneTheDatabaseStillKnowsWhatWasReplaced() {
    Revision plain = revision("ssss", List.of());
    Revision above = revision("dddd", List.of("ssss"));
    View view =
        replacements(List.of(plain, above)).view(recorded("aaaa bbbb cccc ssss dddd"), List.of());

    assertThat(view.applied().unknownTo(view.graph())).isEmpty();
    assertThat(upgrade(view, "heads").isEmpty()).isTrue();
  }

  @Test
  void aCheckoutWithOldFilesOnlyDoesNotSeeTheReplacement() {
    View view = replacements(OLD).view(recorded("aaaa bbbb cccc ssss"), List.of());

    assertThat(view.applied().unknownTo(view.graph())).isEmpty();
    assertThat(ids(upgrade(view, "heads"))).containsExactly("dddd");
    assertThat(view.companions().get(C.id())).containsExactly(S.id());
  }

  @Test
  void aCheckoutThatLacksSomeOfTheOldFilesSaysWhich() {
    View view = replacements(List.of(A, B)).view(recorded("aaaa bbbb cccc ssss"), List.of());

    assertThat(view.applied().unknownTo(view.graph())).containsExactly(C.id());
  }

  @Test
  void aCheckoutFromBeforeAllOfItSaysWhatItDoesNotKnow() {
    Revision other = revision("eeee", List.of());
    View view = replacements(List.of(other)).view(recorded("aaaa bbbb cccc ssss"), List.of());

    assertThat(view.applied().unknownTo(view.graph())).containsExactly(S.id());
  }

  @Test
  void whatIsLeftInTheMiddleKeepsTheOldFilesInUse() {
    Recorded recorded =
        new Recorded(recorded("aaaa bbbb cccc").rows(), Set.of(RevisionId.of("cccc")));

    View view = replacements(BOTH).view(recorded, List.of());

    assertThat(view.graph().contains(S.id())).isFalse();
    assertThat(view.implied()).isEmpty();
  }

  @Test
  void aTargetAmongTheReplacedBringsTheirFilesBack() {
    View down =
        replacements(BOTH)
            .view(recorded("aaaa bbbb cccc ssss dddd"), List.of(Target.parse("bbbb")));
    View up = replacements(BOTH).view(Recorded.NOTHING, List.of(Target.parse("bbbb")));

    assertThat(ids(new Planner(down.graph()).downgrade(down.applied(), Target.parse("bbbb"))))
        .containsExactly("dddd", "cccc");
    assertThat(ids(upgrade(up, "bbbb"))).containsExactly("aaaa", "bbbb");
  }

  @Test
  void aDowngradeTakesTheReplacementBackWithAllItsRows() {
    View view = replacements(BOTH).view(recorded("aaaa bbbb cccc ssss dddd"), List.of());

    Plan plan = new Planner(view.graph()).downgrade(view.applied(), Target.parse("base"));

    assertThat(ids(plan)).containsExactly("dddd", "ssss");
    assertThat(view.companions().get(S.id())).containsExactly(A.id(), B.id(), C.id());
    assertThat(view.companions().get(B.id())).containsExactly(S.id());
  }

  @Test
  void squashedTwiceAllRowsGoTogether() {
    Revision first = revision("ssss", List.of());
    Revision next = revision("dddd", List.of("ssss"));
    Revision second = replacement("tttt", List.of(), "ssss", "dddd");
    View view =
        replacements(List.of(first, next, second))
            .view(recorded("aaaa bbbb cccc ssss dddd"), List.of());

    assertThat(view.applied().ids()).containsExactly(second.id());
    assertThat(view.companions().get(second.id()))
        .containsExactlyInAnyOrder(first.id(), next.id(), A.id(), B.id(), C.id());
  }

  @Test
  void dependenciesAndLabelsOfReplacedRevisionsLeadToTheReplacement() {
    Revision labelled = new Revision(B.id(), B.parents(), List.of(), List.of("billing"), "b");
    Revision byId = new Revision(id("eeee"), List.of(), List.of("aaaa"), List.of(), "e");
    Revision byLabel = new Revision(id("ffff"), List.of(), List.of("billing"), List.of(), "f");
    RevisionGraph graph = replacements(List.of(A, labelled, C, D, S, byId, byLabel)).graph();

    assertThat(graph.dependencies(id("eeee"))).containsExactly(S);
    assertThat(graph.dependencies(id("ffff"))).containsExactly(S);
    assertThat(graph.get(D.id()).parents()).containsExactly(S.id());
  }

  /** What a header must not say, and a part of the answer. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          itself       | ssss aaaa bbbb | -    | revision 'ssss' replaces itself
          unknown      | aaaa bbbx      | -    | revision 'ssss' replaces 'bbbx', but no file has that
          a hole       | aaaa cccc      | -    | revision 'bbbb' follows 'aaaa', which is in the middle
          no base      | bbbb cccc      | -    | does not follow what the revisions follow that it
          wrong parent | aaaa bbbb cccc | dddd | revision
          """)
  void refuses(String name, String replaces, String parent, String text) {
    List<String> parents = parent.equals("-") ? List.of() : List.of(parent);
    Revision wrong = replacement("ssss", parents, replaces.split(" "));

    SaascoreException e =
        catchThrowableOfType(
            SaascoreException.class, () -> replacements(List.of(A, B, C, D, wrong)));

    assertThat(e.problems().get(0).summary()).as(name).contains(text);
  }

  @Test
  void refusesTwoForTheSame() {
    Revision other = replacement("tttt", List.of(), "aaaa", "bbbb");

    SaascoreException e =
        catchThrowableOfType(
            SaascoreException.class, () -> replacements(List.of(A, B, C, D, S, other)));

    assertThat(e.problems())
        .extracting(Problem::summary)
        .containsExactly(
            "revisions 'ssss' and 'tttt' both replace 'aaaa'",
            "revisions 'ssss' and 'tttt' both replace 'bbbb'");
    assertThat(e.problem().code()).isEqualTo(Code.BAD_REPLACES);
  }

  @Test
  void refusesSeveralEndsAndWhatWasReplacedAlready() {
    Revision side = revision("eeee", List.of("aaaa"));
    Revision both = replacement("ssss", List.of(), "aaaa", "bbbb", "cccc", "eeee");
    Revision over = replacement("tttt", List.of(), "ssss", "dddd");

    assertThat(problem(List.of(A, B, C, D, side, both)).summary())
        .isEqualTo("what revision 'ssss' replaces has several ends: 'cccc', 'eeee'");
    assertThat(problem(List.of(A, B, C, D, S, over)).summary())
        .isEqualTo("revision 'tttt' replaces 'ssss', which replaces others itself");
  }

  @Test
  void saysOfEachProblemWhereItIs() {
    Problem problem = problem(List.of(A, replacement("ssss", List.of(), "aaaa", "bbbx")));

    assertThat(problem.where()).contains("ssss.sql");
    assertThat(problem.hint().orElseThrow())
        .contains("take the file back, or delete the files of all that it replaces");
  }

  private static Problem problem(List<Revision> files) {
    return catchThrowableOfType(SaascoreException.class, () -> replacements(files)).problem();
  }

  private static Replacements replacements(List<Revision> files) {
    return Replacements.of(files, number -> Optional.of(files.get(number).id() + ".sql"));
  }

  private static Recorded recorded(String rows) {
    Map<RevisionId, List<RevisionId>> all = new LinkedHashMap<>();
    words(rows).forEach(row -> all.put(id(row), row.equals("ssss") ? S.replaces() : List.of()));
    return new Recorded(all, Set.of());
  }

  private static Plan upgrade(View view, String target) {
    return new Planner(view.graph()).upgrade(view.applied(), List.of(Target.parse(target)));
  }

  private static List<String> ids(Plan plan) {
    return plan.steps().stream().map(step -> step.id().value()).toList();
  }

  private static List<String> words(String text) {
    return text == null ? List.of() : List.of(text.split(" "));
  }

  private static RevisionId id(String id) {
    return RevisionId.of(id);
  }

  private static Revision revision(String id, List<String> parents) {
    return new Revision(
        id(id), parents.stream().map(RevisionId::of).toList(), List.of(), List.of(), id);
  }

  private static Revision replacement(String id, List<String> parents, String... replaces) {
    Revision plain = revision(id, parents);
    return new Revision(
        plain.id(),
        plain.parents(),
        List.of(),
        List.of(),
        id,
        Arrays.stream(replaces).map(RevisionId::of).toList());
  }
}
