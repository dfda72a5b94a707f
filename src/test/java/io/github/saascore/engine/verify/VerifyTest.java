package io.github.saascore.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.saascore.engine.Database;
import io.github.saascore.engine.JavaBodies;
import io.github.saascore.engine.Sources;
import io.github.saascore.engine.Stamp;
import io.github.saascore.engine.TransactionMode;
import io.github.saascore.engine.Upgrade;
import io.github.saascore.engine.verify.Verification.State;
import io.github.saascore.postgres.Connections;
import io.github.saascore.postgres.Existing;
import io.github.saascore.postgres.RunInfo;
import io.github.saascore.postgres.Session;
import io.github.saascore.postgres.SessionOptions;
import io.github.saascore.postgres.StoreSql;
import io.github.saascore.report.Style;
import io.github.saascore.report.VerifyJson;
import io.github.saascore.report.VerifyText;
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
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
final class VerifyTest {
  private static final JavaBodies NO_JAVA = (name, where) -> connection -> {};

  @TempDir Path directory;

  private VerifyTest revision(String id, String parent, String upgrade) {
    try {
      Files.writeString(
          directory.resolve(id + "_x.sql"),
          "-- revision: %s\n-- down_revision: %s\n\n-- saascore:upgrade\n%s\n"
              .formatted(id, parent, upgrade));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void shop() {
    revision(
        "aaaa",
        "",
        """
        CREATE TABLE items (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text);
        CREATE INDEX items_name_idx ON items (name);
        """);
    revision(
        "bbbb", "aaaa", "CREATE TABLE orders (id bigint PRIMARY KEY, item int REFERENCES items);");
  }

  private Sources sources() {
    return Sources.read(directory, directory, Placeholders.none());
  }

  private <T> T in(TestDatabase target, Function<Database, T> work) {
    try (Session session =
        Session.over(
            Connections.open(Scratches.ownerSettings(target), "saascore:test"),
            SessionOptions.defaults())) {
      StoreSql store = new StoreSql(Optional.of("public"), RunInfo.of("tester@here", "test"));
      return work.apply(new Database(session, store, NO_JAVA, event -> {}));
    }
  }

  private void upgrade(TestDatabase target, String to) {
    Upgrade.Options options =
        new Upgrade.Options(List.of(Target.parse(to)), Existing.FAIL, TransactionMode.REVISION);
    in(target, database -> new Upgrade(database, sources(), options).run());
  }

  private Verification verify(TestDatabase target) {
    try (Scratches beside = Scratches.beside(target)) {
      return in(
          target,
          database ->
              new Verify(database, beside.scratch()).run(Optional.of(sources()), Optional.empty()));
    }
  }

  private static String refusal(Verification found, boolean strict) {
    SaascoreException e =
        catchThrowableOfType(SaascoreException.class, () -> found.require("host/db", strict));
    assertThat(e.problem().code()).isEqualTo(Code.UNVERIFIED);
    return e.problem().text();
  }

  @Test
  void whatTheRevisionsMadeIsSound(TestDatabase newest, @Older TestDatabase older) {
    shop();
    for (TestDatabase target : List.of(newest, older)) {
      upgrade(target, "heads");
      target.execute("INSERT INTO items (name) VALUES ('a'), ('b')");
      target.execute("ANALYZE items");
      Verification found = verify(target);
      assertThat(found.isSound(true)).isTrue();
      assertThat(VerifyText.lines(found, Style.plain()).stream().map(VerifyTest::withoutSize))
          .containsExactly(
              "table          rows  size  state",
              "public.items     ~2  -  as made",
              "public.orders    ~0  -  as made",
              "1 sequence, at most 0 % used",
              "database '%s' is as it should be, beside the applied revisions"
                  .formatted(target.name()));
    }
  }

  private static String withoutSize(String line) {
    return line.replaceAll(" +[0-9.]+ kB", "  -")
        .replaceAll("size +state", "size  state")
        .replaceAll(" +size", "  size");
  }

  @Test
  void tellsWhatIsMissingDifferentAndSurplus(TestDatabase newest, @Older TestDatabase older) {
    shop();
    for (TestDatabase target : List.of(newest, older)) {
      upgrade(target, "heads");
      target.execute(
          "DROP TABLE orders",
          "ALTER TABLE items ALTER COLUMN name TYPE varchar(9)",
          "CREATE TABLE strange (id int)");
      Verification found = verify(target);
      assertThat(found.tables())
          .containsEntry("public.items", State.DIFFERS)
          .containsEntry("public.orders", State.MISSING)
          .containsEntry("public.strange", State.SURPLUS);
      assertThat(VerifyText.lines(found, Style.plain()))
          .contains(
              "missing: table public.orders",
              "differs: column public.items.name: type character varying(9) -> text",
              "surplus: table public.strange");
      assertThat(refusal(found, false))
          .contains("missing, 1 different")
          .contains("saascore:rebuild");
      assertThat(VerifyJson.of(found, false))
          .contains("\"sound\": false", "\"state\": \"missing\"", "\"surplus\": [");
    }
  }

  @Test
  void whatIsTooMuchCountsOnlyWhereOneIsStrict(TestDatabase target) {
    shop();
    upgrade(target, "heads");
    target.execute("CREATE TABLE strange (id int)");
    Verification found = verify(target);
    found.require("host/db", false);
    assertThat(refusal(found, true)).contains("surplus");
  }

  @Test
  void brokenIndexesUncheckedConstraintsAndUsedUpSequencesAreNamed(TestDatabase target) {
    shop();
    upgrade(target, "heads");
    target.execute(
        "INSERT INTO items (name) VALUES ('a'), ('a')",
        "CREATE TABLE parts (id int, ok int) PARTITION BY LIST (id)",
        "CREATE TABLE part_1 PARTITION OF parts FOR VALUES IN (1)",
        "CREATE INDEX half ON ONLY parts (ok)",
        "CREATE DOMAIN short AS text",
        "ALTER DOMAIN short ADD CONSTRAINT ten CHECK (length(VALUE) < 10) NOT VALID",
        "ALTER TABLE parts ADD FOREIGN KEY (ok) REFERENCES items NOT ENFORCED",
        "ALTER TABLE orders ADD CONSTRAINT large CHECK (id > 7) NOT VALID",
        "ALTER TABLE items ALTER COLUMN id RESTART WITH 2000000000",
        "INSERT INTO items (name) VALUES ('c')");
    try {
      target.execute("CREATE UNIQUE INDEX CONCURRENTLY one_name ON items (name)");
    } catch (IllegalStateException e) {
      assertThat(e).hasMessageContaining("could not create unique index");
    }
    assertThat(VerifyText.lines(verify(target), Style.plain()))
        .contains(
            "invalid index public.one_name on public.items",
            "  -> SELECT name, count(*) FROM public.items WHERE name IS NOT NULL GROUP BY name"
                + " HAVING count(*) > 1; -- mend these rows first, then: REINDEX INDEX CONCURRENTLY"
                + " public.one_name; or do without: DROP INDEX CONCURRENTLY public.one_name;",
            "invalid index public.half on public.parts",
            "  -> CREATE INDEX CONCURRENTLY part_1_half ON public.part_1 USING btree (ok);"
                + " ALTER INDEX public.half ATTACH PARTITION public.part_1_half;",
            "constraint ten of public.short was never checked for old rows",
            "  -> ALTER DOMAIN public.short VALIDATE CONSTRAINT ten;",
            "constraint large of public.orders was never checked for old rows",
            "  -> ALTER TABLE public.orders VALIDATE CONSTRAINT large; -- if refused, mend: SELECT"
                + " * FROM public.orders WHERE NOT (id > 7);",
            "sequence public.items_id_seq of items.id: 93 % used (2,000,000,000 of 2,147,483,647)",
            "  -> ALTER TABLE public.items ALTER COLUMN id TYPE bigint;")
        .noneMatch(line -> line.contains("parts_ok_fkey") && line.contains("never checked"));
    assertThat(refusal(verify(target), false)).contains("2 invalid");
  }

  @Test
  void aWrongStampIsNamedWithTheRightOne(TestDatabase target) {
    shop();
    upgrade(target, "aaaa");
    in(
        target,
        database -> new Stamp(database, sources(), List.of(Target.parse("heads")), false).run());
    Verification found = verify(target);
    assertThat(found.stands()).contains("aaaa");
    assertThat(refusal(found, false)).contains("mvn saascore:stamp -Dsaascore.target=aaaa");
    in(
        target,
        database -> new Stamp(database, sources(), List.of(Target.parse("aaaa")), false).run());
    assertThat(verify(target).isSound(true)).isTrue();
  }

  /** To stamp what is stamped would mend nothing. */
  @Test
  void whatARepeatableScriptMadeIsMadeAgain(TestDatabase target) throws IOException {
    shop();
    Files.createDirectory(directory.resolve("repeatable"));
    Files.writeString(
        directory.resolve("repeatable/names.sql"),
        "CREATE OR REPLACE VIEW names AS SELECT name FROM items;");
    upgrade(target, "heads");
    target.execute("DROP VIEW names");
    Verification found = verify(target);
    assertThat(found.stands()).isEmpty();
    assertThat(refusal(found, false)).doesNotContain("stamp").contains(found.again().orElseThrow());
    target.execute(found.again().orElseThrow());
    upgrade(target, "heads");
    assertThat(verify(target).isSound(true)).isTrue();
  }
}
