package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.saascore.postgres.SessionOptions;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a user can do wrong: each has a code, a place, a reason and a next step, and leaves nothing.
 */
@ExtendWith(PostgresExtension.class)
class RefusalsTest {
  @TempDir Path directory;
  private TestDatabase db;
  private Scenario scenario;

  @BeforeEach
  void start(TestDatabase database) {
    db = database;
    scenario =
        new Scenario(directory, database)
            .revision("aaaa1111", "", "CREATE TABLE a (id int);", "DROP TABLE a;");
  }

  @AfterEach
  void nothingWasApplied() {
    assertThat(db.one("SELECT count(*) FROM pg_class WHERE relname IN ('a', 'b', 'c')"))
        .isEqualTo("0");
  }

  private Problem upgradeRefused(String... targets) {
    SaascoreException e =
        catchThrowableOfType(SaascoreException.class, () -> scenario.upgrade(targets));
    assertThat(e).as("the upgrade was not refused").isNotNull();
    return e.problem();
  }

  private static void complete(Problem problem, Code code, String place, String hint) {
    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.where().orElse("")).endsWith(place);
    assertThat(problem.hint().orElse("")).contains(hint);
  }

  @Test
  void unknownTarget() {
    Problem problem = upgradeRefused("aaaa1112");
    complete(problem, Code.NOT_FOUND, "", "aaaa1111");
  }

  @Test
  void ambiguousPrefix() {
    scenario.revision("aaaa2222", "aaaa1111", "CREATE TABLE b ();", "");
    Problem problem = upgradeRefused("aaaa");
    assertThat(problem.code()).isEqualTo(Code.AMBIGUOUS_PREFIX);
    assertThat(problem.text()).contains("aaaa1111", "aaaa2222");
  }

  @Test
  void severalHeads() {
    scenario
        .revision("bbbb2222", "aaaa1111", "CREATE TABLE b ();", "")
        .revision("cccc3333", "aaaa1111", "CREATE TABLE c ();", "");
    Problem problem = upgradeRefused("head");
    assertThat(problem.code()).isEqualTo(Code.MULTIPLE_HEADS);
    assertThat(problem.text()).contains("bbbb2222", "cccc3333", "mvn saascore:merge");
  }

  @Test
  void missingParentAndDuplicateIdTogether() {
    scenario
        .revision("bbbb2222", "aaaa1112", "CREATE TABLE b ();", "")
        .file(
            "sub/aaaa1111_x.sql",
            "-- revision: aaaa1111\n-- down_revision:\n-- saascore:upgrade\n");
    SaascoreException e = catchThrowableOfType(SaascoreException.class, () -> scenario.upgrade());
    assertThat(e.problems())
        .extracting(Problem::code)
        .containsExactlyInAnyOrder(Code.PARENT_FILE_MISSING, Code.DUPLICATE_REVISION);
    assertThat(e.problems()).allMatch(problem -> problem.where().isPresent());
    assertThat(e.getMessage()).contains("bbbb2222_x.sql", "aaaa1111_x.sql", "did you mean");
  }

  @Test
  void badHeaderUnterminatedQuoteAndCopyTogether() {
    scenario
        .file("b_x.sql", "-- revision: b\n-- down_revison: aaaa1111\n-- saascore:upgrade\n")
        .revision("cccc3333", "aaaa1111", "CREATE TABLE c (t text DEFAULT 'x);", "")
        .file(
            "dddd4444_x.sql",
            """
            -- revision: dddd4444
            -- down_revision: cccc3333
            -- saascore:upgrade
            COPY a FROM stdin;
            1
            """);
    SaascoreException e = catchThrowableOfType(SaascoreException.class, () -> scenario.upgrade());
    assertThat(e.problems())
        .extracting(Problem::code)
        .contains(Code.BAD_HEADER, Code.UNTERMINATED, Code.COPY_UNTERMINATED);
    assertThat(e.getMessage())
        .contains("b_x.sql:2:", "cccc3333_x.sql:6:", "dddd4444_x.sql:4:", "down_revision");
  }

  @Test
  void concurrentIndexInATransaction() {
    scenario.revision("bbbb2222", "aaaa1111", "CREATE INDEX CONCURRENTLY x ON a (id);", "");
    complete(
        upgradeRefused(),
        Code.NOT_TRANSACTIONAL,
        "bbbb2222_x.sql:6:1",
        "-- saascore:upgrade transaction=none");
  }

  @Test
  void tableInAnotherSchema() {
    scenario.revision("aaaa1111", "", "ALTER TABLE elsewhere ADD COLUMN x int;", "");
    Problem problem = upgradeRefused();
    complete(problem, Code.MISSING_OBJECT, "aaaa1111_x.sql:6:1", "search_path");
    assertThat(problem.summary()).isEqualTo("relation \"elsewhere\" does not exist");
  }

  @Test
  void syntaxErrorsInCreationsAndInOtherStatements() {
    scenario.revision(
        "aaaa1111", "", "CREATE TABLE a (id int);\nCREATE TABLE b (u int REFERENCES user);", "");
    Problem creation = upgradeRefused();
    complete(creation, Code.SQL, "aaaa1111_x.sql:7:34", "");
    assertThat(creation.summary()).isEqualTo("syntax error at or near \"user\"");

    scenario.revision("aaaa1111", "", "SELECT 1;\nUPDATE SET x = 1;", "");
    Problem other = upgradeRefused();
    complete(other, Code.SQL, "aaaa1111_x.sql:7:14", "");
    assertThat(other.reason()).hasValueSatisfying(why -> assertThat(why).contains("UPDATE SET"));
  }

  @Test
  void privilegeDenied() {
    scenario.revision(
        "aaaa1111", "", "SET session_replication_role = replica; CREATE TABLE a ();", "");
    Problem problem = upgradeRefused();
    complete(problem, Code.PRIVILEGE, "aaaa1111_x.sql:6:1", "managed databases deny this setting");
    assertThat(problem.summary())
        .isEqualTo("permission denied to set parameter \"session_replication_role\"");
  }

  @Test
  void readOnlyDatabase() throws SQLException {
    try (Connection superuser = db.superuser();
        Statement statement = superuser.createStatement()) {
      statement.execute(
          "ALTER DATABASE \"" + db.name() + "\" SET default_transaction_read_only = on");
    }
    complete(upgradeRefused(), Code.READ_ONLY, "", "-Dsaascore.url=");
  }

  @Test
  void noSchemaInTheSearchPath() {
    db.execute("ALTER ROLE CURRENT_USER SET search_path = nowhere");
    complete(upgradeRefused(), Code.MISSING_OBJECT, "", "-Dsaascore.schema=");
    scenario.with(SessionOptions.defaults().withSchema("public"));
    db.execute("ALTER ROLE CURRENT_USER RESET search_path");
  }

  @Test
  void violatedDeferredConstraintIsNamedBeforeTheCommit() {
    scenario.revision(
        "aaaa1111",
        "",
        """
        CREATE TABLE a (id int PRIMARY KEY);
        CREATE TABLE b (id int REFERENCES a DEFERRABLE INITIALLY DEFERRED);
        INSERT INTO b VALUES (1);
        """,
        "");
    Problem problem = upgradeRefused();
    assertThat(problem.summary()).contains("violates foreign key constraint");
    assertThat(problem.where().orElse("")).contains("aaaa1111_x.sql");
  }

  @Test
  void anotherToolsTableIsNamed() {
    db.execute("CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)");
    scenario.revision("aaaa1111", "", "SELECT 1;", "");
    assertThat(scenario.upgrade().otherTool()).contains("alembic_version");
  }
}
