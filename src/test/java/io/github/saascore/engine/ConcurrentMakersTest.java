package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.engine.adopt.ScratchMatcher;
import io.github.saascore.engine.care.Protect;
import io.github.saascore.engine.care.Purge;
import io.github.saascore.engine.care.Restore;
import io.github.saascore.engine.care.TrashItem;
import io.github.saascore.engine.drift.Ensure;
import io.github.saascore.engine.model.ModelSchema;
import io.github.saascore.engine.rebuild.Rebuild;
import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.engine.scratch.ScratchDatabase;
import io.github.saascore.engine.scratch.ScratchSource;
import io.github.saascore.postgres.Existing;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Target;
import io.github.saascore.testing.Models;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.Scratches;
import io.github.saascore.testing.TestDatabase;
import io.github.saascore.testing.WholeState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Builds that make what is missing, or everything anew, start at once: nothing is made twice, and
 * no row is lost but those that a rebuild is told to lose.
 */
@ExtendWith(PostgresExtension.class)
class ConcurrentMakersTest {
  @TempDir static Path directory;
  @TempDir static Path trashDirectory;

  private static TestDatabase db;
  private static Scratches scratches;
  private static ModelSchema wanted;
  private static String schema;

  private enum Goal {
    MATCH,
    ENSURE,
    REBUILD;

    Object run() {
      Scenario scenario = new Scenario(directory, db);
      return switch (this) {
        case MATCH -> match(scenario);
        case ENSURE -> scenario.in(open -> new Ensure(open, wanted).run());
        case REBUILD -> scenario.in(open -> rebuild(open, scenario.sources()));
      };
    }
  }

  /** What is there when the builds start. */
  private enum Begin {
    EMPTY,
    BY_HAND,
    FULL
  }

  @BeforeAll
  static void learn(TestDatabase database) {
    db = database;
    scratches = Scratches.beside(database);
    Scenario scenario =
        new Scenario(directory, db)
            .revision(
                "aaaa1111",
                "",
                """
                CREATE TABLE items (id int PRIMARY KEY, name text);
                CREATE TABLE orders (id int PRIMARY KEY, item int REFERENCES items);
                CREATE INDEX ON orders (item);
                CREATE TABLE ran (step text);\
                """,
                "")
            .revision("bbbb2222", "aaaa1111", "INSERT INTO ran VALUES ('once');", "")
            .revision("cccc3333", "bbbb2222", "ALTER TABLE items ADD COLUMN price int;", "");
    try (ScratchDatabase scratch = scratches.scratch().open()) {
      wanted =
          ModelSchema.make(
              Models.ofClass(
                  "create table items (id int primary key, name text, price int)",
                  "create table orders (id int primary key, item int references items)",
                  "create index on orders (item)",
                  "create table ran (step text)"),
              scratch);
    }
    begin(Begin.EMPTY);
    match(scenario);
    schema = schema();
  }

  @AfterAll
  static void end() {
    scratches.close();
  }

  @Tag("long")
  @ParameterizedTest(name = "{2} builds: {0} and {1}, from {3}")
  @CsvSource({
    "MATCH, MATCH, 2, BY_HAND",
    "MATCH, MATCH, 4, EMPTY",
    "ENSURE, ENSURE, 4, BY_HAND",
    "ENSURE, MATCH, 2, EMPTY",
    "ENSURE, MATCH, 6, EMPTY",
    "ENSURE, MATCH, 4, BY_HAND",
    "REBUILD, MATCH, 4, FULL",
    "REBUILD, MATCH, 4, BY_HAND",
    "REBUILD, REBUILD, 3, FULL",
    "REBUILD, ENSURE, 4, FULL",
  })
  void makeEverythingOnce(Goal one, Goal other, int builds, Begin begin) throws Exception {
    begin(begin);
    List<Problem> problems = problems(builds, i -> (i % 2 == 0 ? one : other).run());
    assertThat(problems).isEmpty();
    match(new Scenario(directory, db));
    assertThat(schema()).isEqualTo(schema);
    assertThat(db.list("SELECT revision || state FROM saascore_revision ORDER BY 1"))
        .containsExactly("aaaa1111applied", "bbbb2222applied", "cccc3333applied");
    assertThat(db.list("SELECT step FROM ran")).hasSizeLessThanOrEqualTo(1);
    boolean kept = begin != Begin.EMPTY && one != Goal.REBUILD;
    assertThat(db.list("SELECT id || name FROM items"))
        .containsExactlyElementsOf(kept ? List.of("7seven") : List.of());
  }

  @Test
  void aProtectedDatabaseIsEmptiedBeforeItIsProtectedOrNever() throws Exception {
    begin(Begin.FULL);
    List<Problem> problems =
        problems(
            6,
            i -> {
              Scenario build = new Scenario(directory, db);
              return i % 2 == 0
                  ? build.in(open -> new Protect(open).protect("it is live"))
                  : build.in(ConcurrentMakersTest::drop);
            });
    assertThat(problems).allMatch(problem -> problem.code() == Code.PROTECTED);
    assertThat(db.list("SELECT relname FROM pg_class WHERE relname IN ('items', 'orders', 'ran')"))
        .hasSize(problems.size() == 3 ? 3 : 0);
    assertThat(problems(1, i -> new Scenario(directory, db).in(ConcurrentMakersTest::drop)))
        .hasSize(1);
    Confirmation word = new Confirmation(Optional.of(db.name()));
    new Scenario(directory, db).in(open -> new Protect(open).unprotect(word, "here"));
  }

  private static DropResult drop(Database open) {
    DropCascade drop = new DropCascade(DropOptions.DEFAULTS);
    DropPlan plan = drop.plan(open, List.of("public"));
    return drop.run(open, plan, Optional.of(db.name()), DropListener.SILENT);
  }

  @Test
  void aThingOfTheTrashIsRestoredOrPurgedOnce(TestDatabase own) throws Exception {
    Scenario scenario =
        new Scenario(trashDirectory, own)
            .keepingTrash()
            .revision("aaaa1111", "", "CREATE TABLE users (id int PRIMARY KEY);", "")
            .revision("bbbb2222", "aaaa1111", "DROP TABLE users;", "");
    scenario.upgrade("aaaa1111");
    own.execute("INSERT INTO users VALUES (1), (2)");
    scenario.upgrade();
    List<Integer> done = new ArrayList<>();
    List<Problem> problems =
        problems(
            6,
            i -> {
              Scenario build = new Scenario(trashDirectory, own);
              int things = i % 2 == 0 ? restored(build) : purged(build, own);
              synchronized (done) {
                done.add(things);
              }
              return things;
            });
    assertThat(problems).allMatch(problem -> problem.code() == Code.TRASH);
    assertThat(done.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1);
    boolean back = own.one("SELECT to_regclass('users') IS NOT NULL").equals("t");
    assertThat(back ? own.list("SELECT id FROM users ORDER BY 1") : List.of("1", "2"))
        .containsExactly("1", "2");
    List<TrashItem> left = scenario.in(open -> TrashItem.all(open.session()));
    assertThat(left).isEmpty();
    assertThat(own.list("SELECT what FROM saascore_event WHERE what IN ('restore', 'purge')"))
        .containsExactly(back ? "restore" : "purge");
  }

  private static int restored(Scenario build) {
    build.in(open -> new Restore(open).restore("users"));
    return 1;
  }

  private static int purged(Scenario build, TestDatabase own) {
    return build
        .in(
            open ->
                new Purge(open, Duration.ZERO, "here")
                    .run(new Confirmation(Optional.of(own.name())), Optional.empty()))
        .size();
  }

  private interface Work {
    Object of(int number);
  }

  /** Lets builds start at once, and returns the problems with which some of them ended. */
  private static List<Problem> problems(int builds, Work work) throws Exception {
    CyclicBarrier start = new CyclicBarrier(builds);
    List<FaultRun> runs = new ArrayList<>();
    for (int i = 0; i < builds; i++) {
      int number = i;
      runs.add(
          new FaultRun(
              () -> {
                start.await(60, TimeUnit.SECONDS);
                return work.of(number);
              }));
    }
    List<Problem> problems = new ArrayList<>();
    for (FaultRun run : runs) {
      run.problem().ifPresent(problems::add);
      run.close();
    }
    return problems;
  }

  private static void begin(Begin begin) {
    db.execute("DROP SCHEMA public CASCADE", "CREATE SCHEMA public");
    if (begin == Begin.FULL) {
      match(new Scenario(directory, db));
    }
    if (begin == Begin.BY_HAND) {
      db.execute("CREATE TABLE items (id int PRIMARY KEY, name text)");
    }
    if (begin != Begin.EMPTY) {
      db.execute("INSERT INTO items VALUES (7, 'seven')");
    }
  }

  private static Upgrade.Result match(Scenario scenario) {
    Upgrade.Options options =
        new Upgrade.Options(
                List.of(Target.parse("heads")), Existing.MATCH, TransactionMode.REVISION)
            .with(new ScratchMatcher(lent()));
    return scenario.in(open -> new Upgrade(open, scenario.sources(), options).run());
  }

  private static Rebuild.Result rebuild(Database open, Sources sources) {
    Rebuild.Options options =
        new Rebuild.Options(
            List.of(),
            DropOptions.DEFAULTS,
            new Confirmation(Optional.of(db.name())),
            Optional.empty(),
            false);
    Rebuild rebuild = new Rebuild(sources, lent(), options);
    Rebuild.Result result = rebuild.run(open, rebuild.plan(open), DropListener.SILENT);
    assertThat(result.verification().missing()).isEmpty();
    assertThat(result.verification().different()).isEmpty();
    return result;
  }

  private static ScratchSource lent() {
    return new ScratchSource() {
      @Override
      public <T> T lend(Function<Scratch, T> work) {
        return work.apply(scratches.scratch());
      }
    };
  }

  /** Returns what is defined, without our own tables. */
  private static String schema() {
    return WholeState.of(db)
        .lines()
        .takeWhile(line -> !line.startsWith("rows of "))
        .filter(line -> !line.contains("saascore_"))
        .reduce("", (all, line) -> all + line + "\n");
  }
}
