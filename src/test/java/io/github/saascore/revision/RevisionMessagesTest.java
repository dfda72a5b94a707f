package io.github.saascore.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that a person reads, word for word. */
final class RevisionMessagesTest {
  private static final RevisionGraph FORK =
      RevisionGraph.of(
          List.of(
              revision("root1", "", ""),
              revision("left1", "root1", "", "billing"),
              revision("right1", "root1", "", "mail"),
              revision("right2", "right1", "")));

  @Test
  void allProblemsOfAGraphAreSaidAtOnce() {
    List<Revision> files =
        List.of(
            revision("self", "self", ""),
            revision("a", "c", "", "same"),
            revision("b", "a", ""),
            revision("c", "b", "", "same"),
            revision("d1", "", "d2"),
            revision("d2", "d1", ""),
            revision("d2", "", ""),
            revision("lost", "gone1", "a1b2c3", "b"),
            revision("a1b2c4", "", ""));

    SaascoreException thrown =
        catchThrowableOfType(
            SaascoreException.class,
            () -> RevisionGraph.of(files, number -> Optional.of("V" + number + ".sql:1")));

    assertThat(thrown.problems().stream().map(Problem::summary))
        .containsExactly(
            "revision 'd2' exists twice",
            "branch label 'same' of revision 'c' is already used by revision 'a'",
            "branch label 'b' of revision 'lost' is also the id of a revision",
            "revision 'self' follows itself",
            "revision 'lost' names 'gone1' as down_revision, but no file has that revision",
            "revision 'lost' names 'a1b2c3' as depends_on, but no file has that revision",
            "revisions follow each other in a circle: a -> b -> c -> a",
            "revisions depend on each other in a circle: d1 -> d2 -> d1");
    assertThat(thrown.problems()).allMatch(problem -> problem.where().isPresent());
    assertThat(thrown.problems().get(5).hint().orElseThrow())
        .startsWith("did you mean 'a1b2c4'?\nor add the missing file (git log --all");
  }

  @Test
  void severalHeadsAreNamedWithWhatToTypeNext() {
    assertThat(refused(() -> upgrade(FORK, Applied.none(), "head")))
        .isEqualTo(
            """
            SC-MULTIPLE-HEADS: 'head' is one of 2 heads: 'left1' (about left1), 'right2' (about \
            right2)
              hint: name one: mvn saascore:upgrade -Dsaascore.target=billing@head
                    or take all: mvn saascore:upgrade -Dsaascore.target=heads
                    or join them: mvn saascore:merge -Dsaascore.target=heads\
            """);
  }

  @Test
  void rowsWithoutAFileAreNamedWithTheWaysOut() {
    Applied applied = new Applied(Set.of(RevisionId.of("gone99")));
    assertThat(refused(() -> upgrade(FORK, applied, "heads")))
        .isEqualTo(
            """
            SC-DB-REVISION-UNKNOWN: the database has revision 'gone99' but no file here describes it
              The files of another branch were probably applied to this database.
              hint: take the file back; what has it: git log --all -- '*gone99*'
                    or forget its row, where what it made may stay: \
            mvn saascore:stamp -Dsaascore.target=current -Dsaascore.purge\
            """);
  }

  @Test
  void stampThatWouldForgetALineNamesItAndTheTargetsThatKeepIt() {
    RevisionGraph graph =
        RevisionGraph.of(
            List.of(
                revision("root1", "", ""),
                revision("left1", "root1", ""),
                revision("right1", "root1", ""),
                revision("both1", "left1 right1", "")));
    Applied applied = Applied.ofTips(graph, List.of(RevisionId.of("both1")));
    assertThat(
            refused(() -> new Planner(graph).stamp(applied, List.of(Target.parse("left1")), false)))
        .isEqualTo(
            """
            SC-STAMP-LOSES-LINE: this stamp would forget 'right1' (about right1), which no target \
            names
              The database has what these revisions made; only their rows would be gone.
              hint: keep every line: mvn saascore:stamp -Dsaascore.target=left1,right1
                    or forget the others: mvn saascore:stamp -Dsaascore.target=left1 \
            -Dsaascore.purge\
            """);
  }

  @Test
  void anEmptyPlanSaysWhy() {
    Applied applied = Applied.ofTips(FORK, List.of(RevisionId.of("right2")));
    Planner planner = new Planner(FORK);
    assertThat(planner.whyNothing(upgrade(FORK, applied, "right1"), Target.parseList("right1")))
        .isEqualTo("'right1' is already applied");
    assertThat(planner.whyNothing(upgrade(FORK, applied, "base"), Target.parseList("base")))
        .isEqualTo(
            "an upgrade never goes down to base; mvn saascore:downgrade -Dsaascore.target=base"
                + " does");
    assertThat(
            planner.whyNothing(
                planner.downgrade(applied, Target.parse("right2")), Target.parseList("right2")))
        .isEqualTo("nothing above 'right2' is applied");
  }

  @Test
  void missingNamesComeWithAGuess() {
    assertThat(refused(() -> upgrade(FORK, Applied.none(), "rigth2")))
        .contains("did you mean 'right2' or 'right1'?");
    assertThat(refused(() -> upgrade(FORK, Applied.none(), "biling@head")))
        .startsWith("SC-NO-SUCH-BRANCH: there is no branch 'biling'")
        .contains("did you mean 'billing'?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "two2+1junk",
        "",
        "+",
        "a@",
        "@b",
        "a@b@c",
        "a+1+2",
        "a b",
        "+1.5",
        "head@a",
        "a,b"
      })
  void malformedTargetsAreRefusedWithWhatIsLegal(String text) {
    assertThat(refused(() -> Target.parse(text)))
        .startsWith("SC-BAD-TARGET: '" + text + "' is not a target")
        .contains("label@head");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"head", "a@head", "+2", "-1", "a@+2", "a@b-1", "v1.0+1", "a.b@v1.0", "+0", "äö"})
  void targetsAreShownAsTheyWereTyped(String text) {
    assertThat(Target.parse(text)).hasToString(text);
    assertThat(Target.parseRange(text + ":" + text)).hasToString(text + ":" + text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a b", "a@b", "a-b", "a+b", "a:b", "a,b", "head", "bases", "a\u200Bb"})
  void idsThatNoTargetCouldNameAreRefused(String text) {
    assertThatThrownBy(() -> RevisionId.of(text)).hasMessageStartingWith("SC-BAD-IDENTIFIER: ");
    assertThatThrownBy(() -> BranchLabel.of(text)).hasMessageStartingWith("SC-BAD-IDENTIFIER: ");
  }

  @Test
  void idsAreLimitedTo255Characters() {
    assertThat(RevisionId.of("x".repeat(255)).value()).hasSize(255);
    assertThat(refused(() -> RevisionId.of("x".repeat(256))))
        .contains("has 256 characters; at most 255 are legal");
  }

  @Test
  void suggestionsAreCloseAndFew() {
    List<String> known = List.of("target", "existing", "lockTimeout", "lockRetries", "url");
    assertThat(Suggestions.closest("tagret", known)).containsExactly("target");
    assertThat(Suggestions.closest("locktimeout", known)).containsExactly("lockTimeout");
    assertThat(Suggestions.closest("password", known)).isEmpty();
  }

  private static Plan upgrade(RevisionGraph graph, Applied applied, String target) {
    return new Planner(graph).upgrade(applied, List.of(Target.parse(target)));
  }

  private static String refused(Runnable call) {
    return catchThrowableOfType(SaascoreException.class, call::run).getMessage();
  }

  private static Revision revision(String id, String parents, String dependsOn, String... labels) {
    return new Revision(
        RevisionId.of(id),
        words(parents).stream().map(RevisionId::of).toList(),
        words(dependsOn),
        List.of(labels),
        "about " + id);
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
  }
}
