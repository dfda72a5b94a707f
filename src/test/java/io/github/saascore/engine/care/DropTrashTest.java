package io.github.saascore.engine.care;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.saascore.engine.Confirmation;
import io.github.saascore.engine.DropCascade;
import io.github.saascore.engine.DropListener;
import io.github.saascore.engine.DropOptions;
import io.github.saascore.engine.DropPlan;
import io.github.saascore.engine.DropResult;
import io.github.saascore.engine.Scenario;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.testing.Older;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What drop-cascade drops can be kept too. */
@ExtendWith(PostgresExtension.class)
class DropTrashTest {
  private static final DropCascade DROP = new DropCascade(DropOptions.DEFAULTS.withTrash(true));
  private static final String SHOP =
      """
      CREATE TYPE mood AS ENUM ('sad', 'glad');
      CREATE TABLE users (id serial PRIMARY KEY, mood mood, n int GENERATED ALWAYS AS (1) STORED);
      CREATE VIEW moods AS SELECT mood FROM users;
      CREATE TABLE nothing (id int);
      CREATE TABLE part (n int) PARTITION BY RANGE (n);
      CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (0) TO (9);
      CREATE TABLE part_2 PARTITION OF part FOR VALUES FROM (9) TO (19);
      CREATE TABLE base (id int);
      CREATE TABLE child (more text) INHERITS (base);
      CREATE TABLE "Odd, name" (id int REFERENCES users);
      INSERT INTO users (mood) VALUES ('sad'), ('glad');
      INSERT INTO part VALUES (1), (2), (11);
      INSERT INTO base VALUES (1);
      INSERT INTO child VALUES (2, 'x');
      INSERT INTO "Odd, name" VALUES (1);
      """;

  @TempDir Path directory;
  private TestDatabase db;
  private TestDatabase older;

  @BeforeEach
  void start(TestDatabase database, @Older TestDatabase second) {
    db = database;
    older = second;
  }

  private DropResult drop(TestDatabase database, String word) {
    return new Scenario(directory, database)
        .in(
            open -> {
              DropPlan plan = DROP.plan(open, List.of("public"));
              return DROP.run(
                  open,
                  plan,
                  new Confirmation(Optional.of(word).filter(text -> !text.isEmpty())),
                  DropListener.SILENT);
            });
  }

  private static Problem refused(Runnable run) {
    return catchThrowableOfType(SaascoreException.class, run::run).problem();
  }

  @Test
  void keepsTheRowsOfEachTable() {
    for (TestDatabase database : List.of(db, older)) {
      Scenario on = new Scenario(directory, database).revision("aaaa1111", "", SHOP, "");
      on.upgrade();
      assertThat(drop(database, database.name()).left()).isEmpty();
      List<TrashItem> trash = on.in(open -> TrashItem.all(open.session()));
      assertThat(trash)
          .extracting(TrashItem::was)
          .containsExactlyInAnyOrder(
              "rows of table public.users",
              "rows of table public.part_1",
              "rows of table public.part_2",
              "rows of table public.base",
              "rows of table public.child",
              "rows of table public.Odd, name");
      on.in(open -> new Restore(open).restore("users_drop_cascade"));
      on.in(open -> new Restore(open).restore("part_2"));
      assertThat(database.list("SELECT concat_ws(' ', id, mood, n) FROM users ORDER BY id"))
          .containsExactly("1 sad 1", "2 glad 1");
      assertThat(database.list("SELECT n FROM part_2")).containsExactly("11");
      assertThat(database.list("SELECT id FROM saascore_trash.base_drop_cascade"))
          .containsExactly("1");
    }
  }

  @Test
  void asksAllTheSameAndRepeatsTheFlag() {
    db.execute(SHOP);
    Problem unasked = refused(() -> drop(db, ""));
    assertThat(unasked.code()).isEqualTo(Code.CONFIRM);
    assertThat(unasked.reason().orElse("")).endsWith("\ntheir rows would go into the trash");
    assertThat(unasked.hint().orElse(""))
        .endsWith(
            "mvn saascore:drop-cascade -Dsaascore.keep=trash -Dsaascore.confirm=" + db.name());
    db.execute("CREATE SCHEMA app", "CREATE TABLE app.t (id int)");
    Scenario on = new Scenario(directory, db);
    String command =
        on.in(open -> DROP.plan(open, List.of("app", "public")).command("drop-cascade"));
    assertThat(command)
        .isEqualTo("mvn saascore:drop-cascade -Dsaascore.schema=app,public -Dsaascore.keep=trash");
  }

  @Test
  void dropsNothingThatItCannotKeep() throws SQLException {
    db.execute(SHOP);
    try (Connection superuser = db.superuser();
        Statement statement = superuser.createStatement()) {
      statement.execute("ALTER DATABASE \"%s\" OWNER TO CURRENT_USER".formatted(db.name()));
    }
    Problem refused = refused(() -> drop(db, db.name()));
    assertThat(refused.code()).isEqualTo(Code.TRASH);
    assertThat(refused.summary())
        .contains("and keep its rows: ")
        .contains("may not create the schema saascore_trash");
    assertThat(refused.reason().orElse("")).contains("GRANT CREATE ON DATABASE");
    assertThat(db.one("SELECT count(*) FROM users")).isEqualTo("2");
    assertThat(db.one("SELECT count(*) FROM part")).isEqualTo("3");
    assertThat(db.one("SELECT to_regclass('nothing') IS NOT NULL")).isEqualTo("t");
  }
}
