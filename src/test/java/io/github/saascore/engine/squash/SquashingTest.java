package io.github.saascore.engine.squash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.saascore.engine.Scaffold;
import io.github.saascore.engine.Scenario;
import io.github.saascore.engine.Sources;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.revision.Target;
import io.github.saascore.script.Placeholders;
import io.github.saascore.testing.Older;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.Scratches;
import io.github.saascore.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
final class SquashingTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T10:22:00Z"), ZoneOffset.UTC);
  private static final Squashing.Options USUAL =
      new Squashing.Options(true, false, true, Placeholders.none());

  private static final String STATE =
      """
      SELECT 'plan ' || (id, code, price, parent)::text || (made IS NOT NULL)::text FROM plan
       UNION ALL SELECT 'feature ' || f::text FROM feature f
       UNION ALL SELECT 'cheap ' || c::text FROM cheap c
       UNION ALL SELECT 'audit ' || a::text FROM audit a
       UNION ALL SELECT 'next ' || nextval('feature_id_seq')
       ORDER BY 1
      """;

  @TempDir Path directory;

  @Test
  void theFileReadsAsAPersonWouldWriteIt(TestDatabase database) {
    history(database);

    SquashResult result = squash(database, "base:cccc", USUAL);

    assertThat(read(result.path()))
        .isEqualTo(result.text())
        .isEqualTo(
            """
            -- revision: %s
            -- down_revision: base
            -- replaces: aaaa, bbbb, cccc
            -- message: squash of 3 revisions up to cccc
            -- created: 2026-11-22T10:22:00Z

            -- saascore:upgrade
            CREATE TYPE public.level AS ENUM ('low', 'high');

            CREATE SEQUENCE public.feature_id_seq AS integer;

            CREATE TABLE public.audit (
                what text
            );

            CREATE TABLE public.feature (
                id integer DEFAULT nextval('public.feature_id_seq'::regclass) NOT NULL,
                plan integer NOT NULL,
                level public.level,
                tags text[],
                CONSTRAINT feature_pkey PRIMARY KEY (id)
            );

            CREATE TABLE public.plan (
                id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
                code text NOT NULL,
                made timestamp with time zone DEFAULT now() NOT NULL,
                price numeric(8,2) DEFAULT 0 NOT NULL,
                parent integer,
                CONSTRAINT plan_pkey PRIMARY KEY (id)
            );

            COMMENT ON TABLE public.plan IS 'what ''one'' buys';

            GRANT SELECT ON TABLE public.plan TO PUBLIC;

            ALTER SEQUENCE public.feature_id_seq OWNED BY public.feature.id;

            INSERT INTO public.feature (id, plan, level, tags) VALUES
                (1, 1, 'high', E'{a''b,"c\\\\\\\\d",NULL}'),
                (2, 2, 'high', E'{a''b,"c\\\\\\\\d",NULL}');

            INSERT INTO public.plan (id, code, price, parent) OVERRIDING SYSTEM VALUE VALUES
                (1, 'free', 0.00, NULL),
                (2, 'pro', 9.50, 1);

            ALTER TABLE public.feature ADD CONSTRAINT feature_plan_fkey FOREIGN KEY (plan) REFERENCES public.plan(id);

            ALTER TABLE public.plan ADD CONSTRAINT plan_parent_fkey FOREIGN KEY (parent) REFERENCES public.plan(id);

            CREATE MATERIALIZED VIEW public.cheap AS
             SELECT code
               FROM public.plan
              WHERE (price < (5)::numeric);

            SET LOCAL check_function_bodies = off;

            CREATE OR REPLACE FUNCTION public.seen()
             RETURNS trigger
             LANGUAGE plpgsql
            AS $function$
              BEGIN INSERT INTO audit VALUES (new.code); RETURN new; END $function$;

            CREATE TRIGGER seen BEFORE INSERT ON public.plan FOR EACH ROW EXECUTE FUNCTION public.seen();

            SELECT pg_catalog.setval('public.feature_id_seq', 2, true);

            SELECT pg_catalog.setval('public.plan_id_seq', 3, true);

            -- saascore:downgrade
            DROP MATERIALIZED VIEW public.cheap;

            -- loses the rows of table public.audit
            DROP TABLE public.audit;

            -- loses the rows of table public.feature
            DROP TABLE public.feature;

            -- loses the rows of table public.plan
            DROP TABLE public.plan;

            DROP FUNCTION public.seen();

            DROP TYPE public.level;
            """
                .formatted(result.revision().id()));
  }

  private Scenario history(TestDatabase database) {
    return new Scenario(directory, database)
        .revision(
            "aaaa",
            "",
            """
            CREATE TABLE plan (
              id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
              name text NOT NULL,
              made timestamptz NOT NULL DEFAULT now());
            CREATE TABLE audit (what text);
            INSERT INTO plan (name) VALUES ('free'), ('pro'), ('wrong');
            """,
            "DROP TABLE plan, audit;")
        .revision(
            "bbbb",
            "aaaa",
            """
            ALTER TABLE plan RENAME name TO code;
            ALTER TABLE plan ADD price numeric(8, 2) NOT NULL DEFAULT 0,
              ADD parent int REFERENCES plan;
            UPDATE plan SET price = 9.5, parent = 1 WHERE code = 'pro';
            DELETE FROM plan WHERE code = 'wrong';
            CREATE FUNCTION seen() RETURNS trigger LANGUAGE plpgsql AS $$
              BEGIN INSERT INTO audit VALUES (new.code); RETURN new; END $$;
            CREATE TRIGGER seen BEFORE INSERT ON plan FOR EACH ROW EXECUTE FUNCTION seen();
            COMMENT ON TABLE plan IS 'what ''one'' buys';
            """,
            "SELECT 1;")
        .revision(
            "cccc",
            "bbbb",
            """
            CREATE TYPE level AS ENUM ('low', 'high');
            CREATE TABLE feature (
              id serial PRIMARY KEY, plan int NOT NULL REFERENCES plan, level level, tags text[]);
            DO $$ BEGIN
              INSERT INTO feature (plan, level, tags)
              SELECT id, 'high', ARRAY['a''b', E'c\\\\d', NULL] FROM plan;
            END $$;
            CREATE MATERIALIZED VIEW cheap AS SELECT code FROM plan WHERE price < 5;
            GRANT SELECT ON plan TO PUBLIC;
            """,
            "SELECT 1;")
        .revision("dddd", "cccc", "CREATE TABLE d ();", "DROP TABLE d;");
  }

  @Test
  void aNewDatabaseIsAsAnOldOneIs(TestDatabase old, TestDatabase fresh, @Older TestDatabase older) {
    for (TestDatabase server : List.of(old, older)) {
      Scenario first = history(server);
      first.upgrade();
      SquashResult result = squash(server, "base:cccc", USUAL);
      assertThat(result.noWayBack()).isEmpty();
      assertThat(result.leftOut()).isEmpty();
      assertThat(result.defaults()).containsExactly("public.plan.made");

      new Scenario(directory, fresh).upgrade();
      assertThat(fresh.list(STATE)).hasSize(6).isEqualTo(server.list(STATE));
      assertThat(fresh.list("SELECT has_table_privilege('public', 'plan', 'SELECT')"))
          .containsExactly("t");

      new Scenario(directory, fresh).downgrade("base");
      assertThat(fresh.one("SELECT to_regclass('plan') IS NULL")).isEqualTo("t");
      assertThat(first.upgrade().applied()).isEmpty();
      delete(result.path());
    }
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void refusesWhatWouldBeLost(TestDatabase database) {
    new Scenario(directory, database)
        .revision(
            "aaaa",
            "",
            """
            CREATE TABLE token (id uuid NOT NULL);
            INSERT INTO token VALUES (gen_random_uuid());
            CREATE TABLE day (day date);
            INSERT INTO day VALUES (current_date);
            SELECT lo_create(0);
            """,
            "DROP TABLE token, day;")
        .revision(
            "bbbb",
            "aaaa",
            """
            DO $$ BEGIN
              IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pg_monitor') THEN
                CREATE ROLE nobody_at_all;
              END IF;
            END $$;
            COMMENT ON TABLE token IS '${owner}';
            """,
            "SELECT 1;");
    Squashing.Options options =
        new Squashing.Options(true, false, true, new Placeholders(Map.of("owner", "me")));

    SaascoreException e =
        catchThrowableOfType(SaascoreException.class, () -> squash(database, "base:bbbb", options));

    assertThat(e.problem().code()).isEqualTo(Code.SQUASH_LEAVES_OUT);
    assertThat(e.problem().reason().orElseThrow().lines())
        .containsExactly(
            "rows of public.day: every run makes others in column day, without a default",
            "rows of public.token: every run makes others in column id, without a default",
            "large objects: 0 instead of 1",
            "DO (bbbb_x.sql:6:1): not of a schema",
            "placeholder ${owner} (bbbb_x.sql): its text of today would be written");
    assertThat(files()).hasSize(2);

    SquashResult bold =
        squash(
            database,
            "base:bbbb",
            new Squashing.Options(true, true, false, options.placeholders()));
    assertThat(bold.leftOut()).hasSize(5);
    assertThat(bold.text()).contains("CREATE TABLE public.token").doesNotContain("INSERT");
    assertThat(files()).hasSize(2);
  }

  @Test
  void rowsAreLeftOnlyWhenThatIsSaid(TestDatabase database) {
    history(database);

    SquashResult result =
        squash(
            database, "base:cccc", new Squashing.Options(false, false, false, Placeholders.none()));

    assertThat(result.notes())
        .containsExactly(
            "rows not written: public.feature (2)", "rows not written: public.plan (2)");
    assertThat(result.text()).doesNotContain("INSERT INTO public", "setval");
    assertThat(files()).hasSize(4);
  }

  @Test
  void whatTheRangeNeedsOfOthersIsNotWrittenAgain(TestDatabase database) {
    new Scenario(directory, database)
        .revision("eeee", "", "CREATE TABLE other (id int PRIMARY KEY);", "DROP TABLE other;")
        .revision("aaaa", "", "CREATE TABLE a ();", "DROP TABLE a;")
        .file(
            "bbbb_x.sql",
            """
            -- revision: bbbb
            -- down_revision: aaaa
            -- depends_on: eeee

            -- saascore:upgrade
            ALTER TABLE a ADD other int REFERENCES other;
            INSERT INTO other VALUES (7);
            """);

    SquashResult result = squash(database, "base:bbbb", USUAL);
    assertThat(result.text())
        .contains("-- depends_on: eeee\n", "INSERT INTO public.other (id) VALUES\n    (7);")
        .doesNotContain("CREATE TABLE public.other");
    new Scenario(directory, database).upgrade();
    assertThat(database.one("SELECT count(*) FROM other")).isEqualTo("1");
    new Scenario(directory, database).downgrade("base");
    delete(result.path());

    new Scenario(directory, database)
        .revision(
            "eeee",
            "",
            "CREATE TABLE other (id int PRIMARY KEY); INSERT INTO other VALUES (1);",
            "DROP TABLE other;");
    SaascoreException e =
        catchThrowableOfType(SaascoreException.class, () -> squash(database, "base:bbbb", USUAL));
    assertThat(e.problem().reason()).contains("rows of public.other: 1 instead of 2");
  }

  @Test
  void aRangeThatIsNoPieceIsRefusedBeforeAnythingRuns(TestDatabase database) {
    history(database).revision("ffff", "bbbb", "CREATE TABLE f ();", "DROP TABLE f;");

    SaascoreException e =
        catchThrowableOfType(SaascoreException.class, () -> squash(database, "base:cccc", USUAL));

    assertThat(e.problem().text())
        .isEqualTo(
            """
            SC-BAD-REPLACES: revision 'ffff' follows 'bbbb', which is in the middle of what the \
            new revision replaces
              hint: squash only up to 'bbbb', or merge 'ffff' and squash up to the merge\
            """);
  }

  private SquashResult squash(TestDatabase database, String range, Squashing.Options options) {
    try (Scratches scratches = Scratches.beside(database)) {
      Sources sources = Sources.read(directory, directory, options.placeholders());
      return new Squashing(scratches.scratch(), sources, new Scaffold(directory, CLOCK), options)
          .run(Target.parseRange(range), Optional.empty());
    }
  }

  private List<String> files() {
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
