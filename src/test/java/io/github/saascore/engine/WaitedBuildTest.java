package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.postgres.BuildLock;
import io.github.saascore.postgres.Existing;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Target;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A build has looked at the database, waits, and finds another world when its turn comes. */
@ExtendWith(PostgresExtension.class)
class WaitedBuildTest {
  @TempDir Path directory;

  private TestDatabase db;
  private Scenario first;
  private Scenario second;

  @BeforeEach
  void write(TestDatabase database) {
    db = database;
    first =
        new Scenario(directory, db)
            .revision("aaaa1111", "", "CREATE TABLE a (n int);", "SELECT 1;")
            .revision(
                "bbbb2222",
                "aaaa1111",
                "CREATE TABLE b (n int); INSERT INTO b VALUES (1);",
                "DROP TABLE b;");
    second = new Scenario(directory, db);
  }

  /** Lets the second build wait for the first, which does something meanwhile. */
  private Optional<Problem> meanwhile(Consumer<Database> work, Callable<?> waiting)
      throws Exception {
    return first.in(
        database -> {
          BuildLock lock = database.lock();
          lock.acquire(text -> {});
          try (FaultRun run = new FaultRun(waiting)) {
            String waits = "waiting for another build";
            while (!second.events().toString().contains(waits) && !run.future().isDone()) {
              Thread.sleep(20);
            }
            assertThat(second.events().toString()).contains(waits);
            work.accept(database);
            lock.close();
            return run.problem();
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  private void drop(Database database) {
    DropCascade drop = new DropCascade(DropOptions.DEFAULTS);
    drop.run(
        database,
        drop.plan(database, List.of("public")),
        Optional.of(db.name()),
        DropListener.SILENT);
  }

  private void upgrade(Database database) {
    new Upgrade(
            database,
            first.sources(),
            new Upgrade.Options(
                List.of(Target.parse("heads")), Existing.FAIL, TransactionMode.REVISION))
        .run();
  }

  @Test
  void upgradesADatabaseThatWasEmptiedMeanwhile() throws Exception {
    first.upgrade("aaaa1111");
    assertThat(meanwhile(this::drop, second::upgrade)).isEmpty();
    assertThat(first.applied()).containsExactly("aaaa1111", "bbbb2222");
    assertThat(db.list("SELECT n FROM b")).containsExactly("1");
    assertThat(db.list("SELECT n FROM a")).isEmpty();
  }

  @Test
  void stampsADatabaseThatWasEmptiedMeanwhile() throws Exception {
    first.upgrade("aaaa1111");
    assertThat(meanwhile(this::drop, () -> second.stamp(false, "heads"))).isEmpty();
    assertThat(first.applied()).containsExactly("aaaa1111", "bbbb2222");
  }

  @Test
  void undoesNothingInADatabaseThatWasEmptiedMeanwhile() throws Exception {
    first.upgrade();
    Optional<String> word = Optional.of(db.name());
    assertThat(meanwhile(this::drop, () -> second.downgrade("base", word))).isEmpty();
    assertThat(db.one("SELECT to_regclass('saascore_revision')")).isNull();
  }

  @Test
  void doesNotLoseWhatItWasNotAskedToLose() throws Exception {
    first.upgrade("aaaa1111");
    Problem refused =
        meanwhile(this::upgrade, () -> second.downgrade("-1", Optional.empty())).orElseThrow();
    assertThat(refused.code()).isEqualTo(Code.CONFIRM);
    assertThat(refused.text()).contains("table b");
    assertThat(first.applied()).containsExactly("aaaa1111", "bbbb2222");
    assertThat(db.list("SELECT n FROM b")).containsExactly("1");
  }

  @Test
  void hasNothingToDoWhenTheOtherWasFaster() throws Exception {
    first.upgrade("aaaa1111");
    assertThat(meanwhile(this::upgrade, second::upgrade)).isEmpty();
    assertThat(second.events()).noneMatch(Event.Upgraded.class::isInstance);
    assertThat(db.list("SELECT n FROM b")).containsExactly("1");
  }
}
