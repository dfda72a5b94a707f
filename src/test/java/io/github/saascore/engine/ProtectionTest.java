package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.saascore.engine.Drops.OtherRole;
import io.github.saascore.engine.care.Protect;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.testing.Older;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a mark in a database keeps away from it. */
@ExtendWith(PostgresExtension.class)
class ProtectionTest {
  @TempDir Path directory;
  private TestDatabase db;
  private Scenario scenario;

  @BeforeEach
  void start(TestDatabase database) {
    db = database;
    scenario =
        new Scenario(directory, db)
            .revision("aaaa1111", "", "CREATE TABLE a (id int);", "DROP TABLE a;")
            .revision(
                "bbbb2222", "aaaa1111", "INSERT INTO a VALUES (1);", "DELETE FROM a WHERE id = 1;");
    scenario.upgrade();
  }

  private static Problem refused(Runnable run) {
    return catchThrowableOfType(SaascoreException.class, run::run).problem();
  }

  private Protect.Result protect(String reason) {
    return scenario.in(database -> new Protect(database).protect(reason));
  }

  private Protect.Result unprotect(String word) {
    return scenario.in(
        database ->
            new Protect(database)
                .unprotect(
                    new Confirmation(Optional.of(word).filter(text -> !text.isEmpty())), "here"));
  }

  private Optional<String> seen() {
    return scenario.in(database -> database.session().facts().protection());
  }

  @Test
  void refusesToDestroyWhateverIsConfirmed() {
    Protect.Result marked = protect("the customers' \"real\" 100% data");
    assertThat(marked.changed()).isTrue();
    assertThat(marked.mark().orElse(""))
        .matches(
            "since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\dZ by "
                + db.user()
                + " \\(tester@here\\): the customers' \"real\" 100% data");
    Problem drop = refused(() -> Drops.drop(scenario, db.name()));
    assertThat(drop.code()).isEqualTo(Code.PROTECTED);
    assertThat(drop.summary())
        .isEqualTo("database '%s' is protected: drop-cascade is refused".formatted(db.name()));
    assertThat(drop.reason().orElse("")).isEqualTo("protected " + marked.mark().get());
    assertThat(drop.hint().orElse(""))
        .endsWith("mvn saascore:unprotect -Dsaascore.confirm=" + db.name());
    assertThat(refused(() -> scenario.downgrade("base")).code()).isEqualTo(Code.PROTECTED);
    assertThat(scenario.applied()).hasSize(2);
    assertThat(db.one("SELECT count(*) FROM a")).isEqualTo("1");
  }

  @Test
  void leavesAloneWhatDestroysNothing() {
    protect("");
    assertThat(scenario.downgrade("-1").undone()).hasSize(1);
    assertThat(scenario.upgrade().applied()).hasSize(1);
    assertThat(scenario.stamp(true, "aaaa1111").unmarked()).isNotEmpty();
  }

  @Test
  void isSeenAndTakenAwayByNameOnly() {
    assertThat(seen()).isEmpty();
    assertThat(unprotect("").changed()).isFalse();
    Protect.Result first = protect("");
    assertThat(seen()).isEqualTo(first.mark());
    assertThat(protect("again")).isEqualTo(new Protect.Result(first.mark(), false));
    assertThat(refused(() -> unprotect("")).hint().orElse(""))
        .isEqualTo("if that is meant: mvn saascore:unprotect -Dsaascore.confirm=" + db.name());
    assertThat(refused(() -> unprotect("production")).summary())
        .isEqualTo("the confirmation names database 'production', but this is '" + db.name() + "'");
    assertThat(unprotect(db.name())).isEqualTo(new Protect.Result(Optional.empty(), true));
    assertThat(seen()).isEmpty();
    assertThat(db.list("SELECT what FROM saascore_event WHERE what LIKE '%protect' ORDER BY id"))
        .containsExactly("protect", "unprotect");
    assertThat(Drops.drop(scenario, db.name()).left()).isEmpty();
  }

  @Test
  void holdsForEverySchemaAndRole(@Older TestDatabase older) throws SQLException {
    Scenario elsewhere = new Scenario(directory, older);
    elsewhere.in(database -> new Protect(database).protect("no table of ours yet"));
    older.execute("CREATE SCHEMA app", "CREATE TABLE app.t (id int)");
    Problem refused =
        refused(
            () ->
                elsewhere.in(
                    database -> {
                      DropCascade drop = new DropCascade(DropOptions.DEFAULTS);
                      DropPlan plan = drop.plan(database, List.of("app"));
                      return drop.run(
                          database, plan, Optional.of(older.name()), DropListener.SILENT);
                    }));
    assertThat(refused.code()).isEqualTo(Code.PROTECTED);
    try (OtherRole other = OtherRole.create(db)) {
      db.execute(
          "CREATE SCHEMA theirs",
          "GRANT ALL ON SCHEMA theirs TO \"%s\"".formatted(other.name()),
          "REVOKE ALL ON SCHEMA theirs FROM PUBLIC");
      other.execute("CREATE TABLE theirs.saascore_protection (id int)");
      assertThat(seen()).contains("with a mark that says no more");
      assertThat(refused(() -> Drops.drop(scenario, db.name())).code()).isEqualTo(Code.PROTECTED);
      other.execute("DROP TABLE theirs.saascore_protection");
    }
    assertThat(Drops.drop(scenario, db.name()).left()).isEmpty();
  }

  @Test
  void isSeenByABuildThatHasPlannedAlready() {
    // Another build sets the mark after the plan was shown.
    Scenario late = new Scenario(directory, db);
    Problem refused =
        refused(
            () ->
                scenario.in(
                    database -> {
                      DropCascade drop = new DropCascade(DropOptions.DEFAULTS);
                      DropPlan plan = drop.plan(database, List.of("public"));
                      late.in(other -> new Protect(other).protect(""));
                      return drop.run(database, plan, Optional.of(db.name()), DropListener.SILENT);
                    }));
    assertThat(refused.code()).isEqualTo(Code.PROTECTED);
    assertThat(db.one("SELECT count(*) FROM a")).isEqualTo("1");
  }
}
