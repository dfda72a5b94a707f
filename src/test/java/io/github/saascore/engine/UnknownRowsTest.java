package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rows of revisions that no file describes: what is offered is run, and does what it says. */
@ExtendWith(PostgresExtension.class)
class UnknownRowsTest {
  private static final String FORGET =
      "mvn saascore:stamp -Dsaascore.target=current -Dsaascore.purge";

  @TempDir Path directory;
  private TestDatabase db;
  private Scenario scenario;

  @BeforeEach
  void start(TestDatabase database) {
    db = database;
    scenario = new Scenario(directory, database);
    table("aaaa1111", "");
    table("bbbb2222", "aaaa1111");
  }

  private void table(String id, String parents) {
    String name = "t" + id.charAt(0);
    scenario.revision(id, parents, "CREATE TABLE " + name + " ();", "DROP TABLE " + name + ";");
  }

  private List<String> rows() {
    return db.list("SELECT revision FROM saascore_revision ORDER BY 1");
  }

  private List<String> tables() {
    return db.list(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 't_'"
            + " ORDER BY 1");
  }

  private Problem refused() {
    SaascoreException e = catchThrowableOfType(SaascoreException.class, scenario::upgrade);
    assertThat(e.problem().code()).isEqualTo(Code.DB_REVISION_UNKNOWN);
    return e.problem();
  }

  private List<String> offered() {
    return Scenario.commands(refused());
  }

  private List<String> applied(Upgrade.Result result) {
    return result.applied().stream().map(each -> each.id().value()).toList();
  }

  @Test
  void allWaysOutAreNamed() {
    scenario.upgrade();
    scenario.delete("bbbb2222");
    assertThat(refused().text())
        .isEqualTo(
            """
            SC-DB-REVISION-UNKNOWN: the database has revision 'bbbb2222' but no file here describes \
            it
              The files of another branch were probably applied to this database.
              hint: take the file back; what has it: git log --all -- '*bbbb2222*'
                    or undo it, as the database keeps the way back: mvn saascore:downgrade \
            -Dsaascore.target=bbbb2222@aaaa1111
                    or forget its row, where what it made may stay: mvn saascore:stamp \
            -Dsaascore.target=current -Dsaascore.purge\
            """);
  }

  @Test
  void whatIsPendingStaysPendingWhenTheRowIsForgotten() {
    scenario.upgrade();
    scenario.delete("bbbb2222");
    table("cccc3333", "aaaa1111");
    scenario.paste(FORGET);
    assertThat(rows()).containsExactly("aaaa1111");
    assertThat(tables()).containsExactly("ta", "tb");
    assertThat(applied(scenario.upgrade())).containsExactly("cccc3333");
  }

  @Test
  void allLinesStayWhenTheRowIsForgotten() {
    table("cccc3333", "aaaa1111");
    scenario.file(
        "dddd4444_x.sql",
        """
        -- revision: dddd4444
        -- down_revision: aaaa1111
        -- branch_labels: billing
        -- saascore:upgrade
        CREATE TABLE td ();
        -- saascore:downgrade
        DROP TABLE td;
        """);
    scenario.upgrade();
    scenario.delete("cccc3333");
    table("eeee5555", "dddd4444");
    assertThat(offered()).last().isEqualTo(FORGET);
    scenario.paste(FORGET);
    assertThat(rows()).containsExactly("aaaa1111", "bbbb2222", "dddd4444");
    assertThat(applied(scenario.upgrade())).containsExactly("eeee5555");
  }

  /** Such a file came with another branch, below something that was applied before it. */
  @Test
  void whatIsPendingBelowAnAppliedRevisionStaysPendingToo() {
    table("cccc3333", "aaaa1111");
    scenario.upgrade();
    scenario.delete("cccc3333");
    table("dddd4444", "aaaa1111");
    table("bbbb2222", "dddd4444");
    db.execute("UPDATE saascore_revision SET checksum = NULL WHERE revision = 'bbbb2222'");
    scenario.paste(offered().get(1));
    assertThat(rows()).containsExactly("aaaa1111", "bbbb2222");
    assertThat(applied(scenario.upgrade())).containsExactly("dddd4444");
  }

  @Test
  void allMayBeUnknown() {
    scenario.upgrade();
    scenario.delete("aaaa1111").delete("bbbb2222");
    table("cccc3333", "");
    assertThat(offered())
        .containsExactly("mvn saascore:downgrade -Dsaascore.target=aaaa1111@base", FORGET);
    scenario.paste(FORGET);
    assertThat(rows()).isEmpty();
    assertThat(applied(scenario.upgrade())).containsExactly("cccc3333");
  }

  @Test
  void onlyTheUnknownLineIsUndone() {
    table("cccc3333", "aaaa1111");
    table("dddd4444", "cccc3333");
    scenario.upgrade();
    scenario.delete("cccc3333").delete("dddd4444");
    scenario.paste(offered().get(0));
    assertThat(rows()).containsExactly("aaaa1111", "bbbb2222");
    assertThat(tables()).containsExactly("ta", "tb");
    assertThat(scenario.upgrade().isNothing()).isTrue();
  }

  @Test
  void eachUnknownLineIsUndone() {
    table("cccc3333", "aaaa1111");
    table("dddd4444", "");
    table("eeee5555", "cccc3333, dddd4444");
    scenario.upgrade();
    scenario.delete("cccc3333").delete("dddd4444").delete("eeee5555");
    assertThat(refused().hint().orElse(""))
        .contains(
            """
            or undo them, as the database keeps the way back: \
            mvn saascore:downgrade -Dsaascore.target=dddd4444@base
               and mvn saascore:downgrade -Dsaascore.target=cccc3333@aaaa1111
            or forget their rows, where what they made may stay: \
            """);
    offered().subList(0, 2).forEach(scenario::paste);
    assertThat(rows()).containsExactly("aaaa1111", "bbbb2222");
    assertThat(tables()).containsExactly("ta", "tb");
  }

  /** Down to one parent of the merge, the other parent's line would be undone as well. */
  @Test
  void ofAMergeOnlyTheMergeIsUndone() {
    table("cccc3333", "bbbb2222");
    table("dddd4444", "aaaa1111, cccc3333");
    scenario.upgrade();
    scenario.delete("dddd4444");
    assertThat(offered())
        .first()
        .isEqualTo("mvn saascore:downgrade -Dsaascore.target=dddd4444@cccc3333");
    scenario.paste(offered().get(0));
    assertThat(rows()).containsExactly("aaaa1111", "bbbb2222", "cccc3333");
  }

  @Test
  void noWayBackIsOfferedWhereThereIsNone() {
    scenario.file(
        "cccc3333_x.sql",
        """
        -- revision: cccc3333
        -- down_revision: bbbb2222
        -- saascore:upgrade
        SELECT 1;
        -- saascore:downgrade irreversible
        -- the rows are gone
        """);
    scenario.upgrade();
    scenario.delete("cccc3333");
    assertThat(offered()).containsExactly(FORGET);
    scenario.paste(FORGET);
    assertThat(scenario.upgrade().isNothing()).isTrue();
  }

  @Test
  void whatWasBegunIsUndoneWithTheWordForIt() {
    scenario.file(
        "cccc3333_x.sql",
        """
        -- revision: cccc3333
        -- down_revision: bbbb2222
        -- saascore:upgrade transaction=none
        CREATE TABLE tc ();
        VACUUM missing;
        -- saascore:downgrade
        DROP TABLE tc;
        """);
    assertThatThrownBy(scenario::upgrade).isInstanceOf(SaascoreException.class);
    assertThat(rows()).contains("cccc3333");
    scenario.delete("cccc3333");
    assertThat(offered())
        .first()
        .isEqualTo(
            "mvn saascore:downgrade -Dsaascore.target=cccc3333@bbbb2222"
                + " -Dsaascore.resolve=cccc3333:undo");
    scenario.paste(offered().get(0));
    assertThat(rows()).containsExactly("aaaa1111", "bbbb2222");
    assertThat(tables()).containsExactly("ta", "tb");
  }

  /** A downgrade leaves nothing unfinished behind, so that it would refuse. */
  @Test
  void besideAKnownRevisionInTheMiddleOnlyTheRowIsForgotten() {
    table("cccc3333", "aaaa1111");
    scenario.upgrade("cccc3333");
    stepwise("CREATE TABLE tb (); VACUUM missing;");
    assertThatThrownBy(scenario::upgrade).isInstanceOf(SaascoreException.class);
    scenario.delete("cccc3333");
    assertThat(offered()).containsExactly(FORGET);
    scenario.paste(FORGET);
    assertThat(rows()).containsExactly("aaaa1111", "bbbb2222");
    stepwise("CREATE TABLE tb (); VACUUM tb;");
    assertThat(applied(scenario.upgrade())).containsExactly("bbbb2222");
  }

  private void stepwise(String upgrade) {
    scenario.file(
        "bbbb2222_x.sql",
        """
        -- revision: bbbb2222
        -- down_revision: aaaa1111
        -- saascore:upgrade transaction=none
        %s
        -- saascore:downgrade
        DROP TABLE tb;
        """
            .formatted(upgrade));
  }

  /** A replacement that another branch had goes alone; what it replaced has files, and stays. */
  @Test
  void rowsThatAreKnownStayWhenTheirReplacementIsForgotten() {
    table("cccc3333", "bbbb2222");
    scenario.upgrade();
    db.execute(
        "INSERT INTO saascore_revision SELECT r.* FROM saascore_revision AS old,"
            + " jsonb_populate_record(old, '{\"revision\": \"5555ffff\", \"down_revision\": [],"
            + " \"replaces\": [\"aaaa1111\", \"bbbb2222\", \"dddd4444\"]}') AS r"
            + " WHERE old.revision = 'aaaa1111'");
    assertThat(offered()).last().isEqualTo(FORGET);
    scenario.paste(FORGET);
    assertThat(rows()).containsExactly("aaaa1111", "bbbb2222", "cccc3333");
  }
}
