package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.saascore.testing.Older;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Who a session is while it runs scripts, and while it writes what is ours. */
@ExtendWith(PostgresExtension.class)
class SessionUserTest {
  private static final String OWNERS =
      "SELECT string_agg(DISTINCT relowner::regrole::text, ' ') FROM pg_class"
          + " WHERE relname LIKE 'saascore%' AND relkind = 'r' OR relname = 'b'";

  @TempDir Path directory;

  private Scenario stepwise(Scenario scenario, String upgrade) {
    return scenario.file(
        "bbbb2222_x.sql",
        """
        -- revision: bbbb2222
        -- down_revision: aaaa1111
        -- saascore:upgrade transaction=none
        %s
        -- saascore:downgrade
        """
            .formatted(upgrade));
  }

  /** As {@code pg_dump --use-set-session-authorization} writes it. */
  @Test
  void noScriptLeavesTheSessionToAnotherUser(TestDatabase database, @Older TestDatabase old)
      throws Exception {
    for (TestDatabase each : List.of(database, old)) {
      String other = each.user();
      Scenario scenario =
          new Scenario(directory, each.superuserUrl())
              .revision(
                  "aaaa1111",
                  "",
                  "CREATE TABLE a (n int); SET SESSION AUTHORIZATION \"%s\";".formatted(other),
                  "");
      stepwise(
          scenario,
          """
          SET SESSION AUTHORIZATION "%s"; CREATE TABLE c (n int); VACUUM c; CREATE TABLE d (n int);
          """
              .formatted(other));
      scenario.revision("cccc3333", "bbbb2222", "CREATE TABLE b (n int)", "");
      scenario.upgrade();
      String superuser = each.one("SELECT rolname FROM pg_roles WHERE oid = 10");
      assertThat(each.one(OWNERS)).isEqualTo(superuser);
      assertThat(each.list("SELECT relowner::regrole FROM pg_class WHERE relname IN ('c', 'd')"))
          .containsOnly(other);
    }
  }

  /** Logins that come and go work as the owner of everything. */
  @Test
  void aLoginMayHaveAnotherRoleAsItsOwn(TestDatabase database, @Older TestDatabase old)
      throws Exception {
    for (TestDatabase each : List.of(database, old)) {
      String login = each.name() + "_login";
      Drops.asSuperuser(
          each,
          """
          CREATE ROLE "%1$s" LOGIN PASSWORD 'login' NOINHERIT IN ROLE "%2$s";
          ALTER ROLE "%1$s" SET role = "%2$s";
          """
              .formatted(login, each.user()));
      Scenario scenario =
          new Scenario(
                  directory,
                  each.url()
                      .replace("user=" + each.user(), "user=" + login)
                      .replace("password=" + each.password(), "password=login"))
              .revision("aaaa1111", "", "CREATE TABLE a (n int)", "");
      stepwise(scenario, "CREATE TABLE b (n int); SET ROLE NONE; SELECT 1; RESET ROLE; VACUUM b;");
      scenario.upgrade();
      assertThat(each.one(OWNERS)).isEqualTo(each.user());
      assertThat(each.list("SELECT state FROM saascore_revision")).containsOnly("applied");

      // What cannot be written down is said, and the session is left as it was.
      each.execute("DELETE FROM saascore_revision WHERE revision = 'bbbb2222'");
      stepwise(
          scenario,
          "DO $$ BEGIN REVOKE UPDATE ON saascore_revision FROM CURRENT_USER; COMMIT; END $$;");
      assertThatThrownBy(scenario::upgrade)
          .hasMessageContaining("permission denied for table saascore_revision")
          .hasMessageContaining(
              "this was a statement of the plugin's own, around those of revision bbbb2222");
      assertThat(each.list("SELECT error FROM saascore_event WHERE outcome = 'failed'")).hasSize(1);
      Drops.asSuperuser(each, "DROP ROLE \"%s\"".formatted(login));
    }
  }

  @Test
  void noTemporaryTableStandsBeforeARealOneInTheNextRevision(TestDatabase database) {
    String temporary =
        "CREATE TEMP TABLE a (n int) ON COMMIT PRESERVE ROWS;"
            + " INSERT INTO a VALUES (1); DECLARE c CURSOR WITH HOLD FOR SELECT n FROM a;";
    Scenario scenario =
        new Scenario(directory, database)
            .revision("aaaa1111", "", "CREATE TABLE a (n int);" + temporary, "");
    stepwise(scenario, "ALTER TABLE a ADD COLUMN first int;" + temporary);
    scenario.revision("cccc3333", "bbbb2222", "ALTER TABLE a ADD COLUMN second int", "");
    scenario.upgrade();
    assertThat(
            database.list(
                "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public'"
                    + " AND table_name = 'a' ORDER BY ordinal_position"))
        .containsExactly("n", "first", "second");
  }

  @Test
  void theEventLogHasNoPasswords(TestDatabase database) {
    Scenario scenario =
        new Scenario(directory, database)
            .revision("aaaa1111", "", "CREATE ROLE nobody PASSWORD hunter2", "");
    assertThatThrownBy(scenario::upgrade)
        .hasMessageContaining("syntax error at or near \"(hidden)\"")
        .satisfies(e -> assertThat(stackTrace(e)).contains("SC-SQL").doesNotContain("hunter2"));
    scenario.revision("aaaa1111", "", "CREATE TABLE a (n int)", "");
    stepwise(
        scenario, "DO $$ BEGIN COMMIT; EXECUTE 'ALTER ROLE nobody PASSWORD ''hunter2'''; END $$;");
    assertThatThrownBy(scenario::upgrade);
    assertThatThrownBy(scenario::upgrade).hasMessageContaining("the catalog cannot tell");
    assertThat(database.list("SELECT error FROM saascore_event WHERE outcome = 'failed'"))
        .hasSize(3)
        .noneMatch(error -> error.contains("hunter2"));
  }

  private static String stackTrace(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
