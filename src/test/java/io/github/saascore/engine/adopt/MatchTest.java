package io.github.saascore.engine.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.saascore.engine.TransactionMode;
import io.github.saascore.engine.Upgrade;
import io.github.saascore.postgres.Existing;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an upgrade makes of what is there already, on a first run and on later ones. */
@ExtendWith(PostgresExtension.class)
final class MatchTest {
  private static final String ITEMS = "CREATE TABLE items (id int PRIMARY KEY, name text);";

  @TempDir Path directory;
  private TestDatabase db;
  private Deploy deploy;

  @BeforeEach
  void start(TestDatabase database) {
    db = database;
    deploy = new Deploy(directory, database);
  }

  private Problem refusal() {
    String before = deploy.state();
    SaascoreException e = catchThrowableOfType(SaascoreException.class, deploy::upgrade);
    assertThat(deploy.state()).isEqualTo(before);
    return e.problem();
  }

  private static List<String> ids(List<Revision> revisions) {
    return revisions.stream().map(revision -> revision.id().value()).toList();
  }

  // Data

  @Test
  void dataBeforeWhatIsThereIsNotRunAgainAndNamed() {
    deploy
        .revision("aaaa", "", ITEMS)
        .revision("bbbb", "aaaa", "INSERT INTO items VALUES (1, 'one');")
        .revision("cccc", "bbbb", "ALTER TABLE items ADD COLUMN price int;");
    db.execute(
        "CREATE TABLE items (id int PRIMARY KEY, name text, price int)",
        "INSERT INTO items VALUES (7, 'seven', 7)");
    Upgrade.Result result = deploy.upgrade();
    assertThat(ids(result.adopted())).containsExactly("aaaa", "bbbb", "cccc");
    assertThat(deploy.notRun()).containsExactly("INSERT INTO items (bbbb_x.sql:6:1)");
    assertThat(db.list("SELECT id FROM items")).containsExactly("7");
  }

  @Test
  void workOnTheServerIsNotRunAgainAndNamed() {
    deploy.revision(
        "aaaa",
        "",
        "ALTER DATABASE nowhere SET timezone = 'UTC'; GRANT CONNECT ON DATABASE nowhere TO PUBLIC;"
            + ITEMS);
    db.execute(ITEMS);
    Upgrade.Result result = deploy.upgrade();
    assertThat(ids(result.adopted())).containsExactly("aaaa");
    assertThat(deploy.notRun())
        .containsExactly(
            "ALTER DATABASE nowhere (aaaa_x.sql:6:1)",
            "GRANT CONNECT ON DATABASE (aaaa_x.sql:6:46)");
  }

  @Test
  void dataBehindAllThatIsThereIsAQuestionForAPerson() {
    deploy
        .revision("aaaa", "", ITEMS)
        .revision("bbbb", "aaaa", "INSERT INTO items VALUES (1, 'one');");
    db.execute(ITEMS);
    Problem problem = refusal();
    assertThat(problem.code()).isEqualTo(Code.UNCLEAR);
    assertThat(problem.text())
        .isEqualTo(
            """
            SC-UNCLEAR: nobody can tell whether the data of revision bbbb is there
              at bbbb_x.sql
              all that the revisions before it make is there, and its data would leave no trace:
                INSERT INTO items (bbbb_x.sql:6:1)
              hint: if it is: mvn saascore:stamp -Dsaascore.target=bbbb
                    if it is not: mvn saascore:stamp -Dsaascore.target=aaaa
                    and then: mvn saascore:upgrade\
            """);
  }

  @Test
  void dataBehindWhatIsMissingRuns() {
    deploy
        .revision("aaaa", "", ITEMS + "CREATE TABLE orders (item int REFERENCES items);")
        .revision("bbbb", "aaaa", "INSERT INTO items VALUES (1, 'one');");
    db.execute(ITEMS, "INSERT INTO items VALUES (7, 'seven')");
    Upgrade.Result result = deploy.upgrade();
    assertThat(ids(result.applied())).containsExactly("aaaa", "bbbb");
    assertThat(result.tables()).containsExactly("orders");
    assertThat(db.list("SELECT id FROM items ORDER BY 1")).containsExactly("1", "7");
  }

  @Test
  void partOfARevisionWithDataIsRefusedWithThreeWaysOut() {
    deploy.revision(
        "aaaa", "", ITEMS + "INSERT INTO items VALUES (1, 'one'); CREATE TABLE orders (id int);");
    db.execute(ITEMS);
    Problem problem = refusal();
    assertThat(problem.code()).isEqualTo(Code.UNCLEAR);
    assertThat(problem.text())
        .isEqualTo(
            """
            SC-UNCLEAR: a part of what revision aaaa makes is there, and it has statements of data
              at aaaa_x.sql
              1 statement of it would make what is there; missing: table public.orders
              nobody can tell whether its data is there as well:
                INSERT INTO items (aaaa_x.sql:6:52)
              hint: if all of it is there, the data too: mvn saascore:stamp -Dsaascore.target=aaaa
                    to leave what exists by its name, and run its data: mvn saascore:upgrade -Dsaascore.existing=skip
                    or split it: the statements of data in a revision of their own\
            """);
  }

  /** As a drop leaves it that empties the schemas. */
  @Test
  void anEmptySchemaSaysNothingOfTheRows() {
    deploy.revision(
        "aaaa",
        "",
        "CREATE SCHEMA shop; CREATE TABLE shop.items (id int); INSERT INTO shop.items VALUES (1);");
    db.execute("CREATE SCHEMA shop");
    Upgrade.Result result = deploy.upgrade();
    assertThat(ids(result.applied())).containsExactly("aaaa");
    assertThat(db.list("SELECT id FROM shop.items")).containsExactly("1");
  }

  @Test
  void allOfARevisionWithDataIsAdopted() {
    deploy.revision("aaaa", "", ITEMS + "INSERT INTO items VALUES (1, 'one');");
    db.execute(ITEMS);
    assertThat(ids(deploy.upgrade().adopted())).containsExactly("aaaa");
    assertThat(db.list("SELECT id FROM items")).isEmpty();
  }

  // Where does this database stand?

  @Test
  void whatALaterRevisionTookBackIsNotMissed() {
    deploy
        .revision("aaaa", "", ITEMS + "CREATE TABLE old (id int);")
        .revision("bbbb", "aaaa", "CREATE TABLE fresh (id int);")
        .revision("cccc", "bbbb", "INSERT INTO fresh SELECT id FROM old; DROP TABLE old;");
    db.execute(ITEMS, "CREATE TABLE fresh (id int)");
    assertThat(ids(deploy.upgrade().adopted())).containsExactly("aaaa", "bbbb", "cccc");
    assertThat(db.list("SELECT to_regclass('old')").get(0)).isNull();
  }

  @Test
  void adoptsUpToWhereTheDatabaseStandsAndRunsTheRest() {
    deploy
        .revision("aaaa", "", ITEMS)
        .revision("bbbb", "aaaa", "ALTER TABLE items ADD COLUMN price int;")
        .revision("cccc", "bbbb", "ALTER TABLE items ALTER COLUMN price TYPE bigint;")
        .revision("dddd", "cccc", "UPDATE items SET price = 0 WHERE price IS NULL;");
    db.execute(
        "CREATE TABLE items (id int PRIMARY KEY, name text, price int)",
        "INSERT INTO items (id) VALUES (7)");
    Upgrade.Result result = deploy.upgrade();
    assertThat(ids(result.adopted())).containsExactly("aaaa", "bbbb");
    assertThat(ids(result.applied())).containsExactly("cccc", "dddd");
    assertThat(db.list("SELECT concat_ws(' ', id, price) FROM items")).containsExactly("7 0");
    assertThat(deploy.remarks())
        .containsExactly(
            "nothing is recorded here, and the database is as revision bbbb makes it; by hand:"
                + " mvn saascore:stamp -Dsaascore.target=bbbb");
  }

  @Test
  void adoptsOneBranchAndRunsTheOther() {
    deploy
        .revision("aaaa", "", ITEMS)
        .revision("bbbb", "aaaa", "ALTER TABLE items ADD COLUMN b int;")
        .revision("cccc", "aaaa", "ALTER TABLE items ADD COLUMN c int;")
        .revision("dddd", "bbbb, cccc", "");
    db.execute("CREATE TABLE items (id int PRIMARY KEY, name text, c int)");
    Upgrade.Result result = deploy.upgrade();
    assertThat(ids(result.adopted())).containsExactly("aaaa", "cccc");
    assertThat(ids(result.applied())).containsExactly("bbbb", "dddd");
  }

  @Test
  void laterValuesOfAnEnumAreFound() {
    deploy
        .revision("aaaa", "", "CREATE TYPE mood AS ENUM ('sad', 'happy');")
        .revision("bbbb", "aaaa", "ALTER TYPE mood ADD VALUE 'ok' BEFORE 'happy';");
    db.execute("CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy')");
    assertThat(ids(deploy.upgrade().adopted())).containsExactly("aaaa", "bbbb");
  }

  @Test
  void dropBeforeCreateDoesNotTouchATableThatIsThere() {
    deploy.revision("aaaa", "", "DROP TABLE IF EXISTS items; " + ITEMS);
    db.execute(ITEMS, "INSERT INTO items VALUES (7, 'seven')");
    assertThat(ids(deploy.upgrade().adopted())).containsExactly("aaaa");
    assertThat(db.list("SELECT id FROM items")).containsExactly("7");
  }

  @Test
  void missingPartsOfAnOtherwiseEqualTableAreAdded() {
    deploy.revision(
        "aaaa",
        "",
        """
        SET check_function_bodies = false;
        CREATE TABLE items (id int NOT NULL, name text);
        CREATE TABLE orders (item int);
        ALTER TABLE ONLY items ADD CONSTRAINT items_pkey PRIMARY KEY (id);
        ALTER TABLE ONLY orders ADD CONSTRAINT orders_item_fkey FOREIGN KEY (item) REFERENCES items;
        COMMENT ON TABLE items IS 'all of them';
        """);
    db.execute(
        "CREATE TABLE items (id int NOT NULL, name text)", "INSERT INTO items VALUES (7, 'seven')");
    Upgrade.Result result = deploy.upgrade();
    assertThat(ids(result.applied())).containsExactly("aaaa");
    assertThat(result.skipped())
        .extracting(skipped -> skipped.what())
        .containsExactly("CREATE TABLE items");
    assertThat(
            db.list(
                "SELECT conname FROM pg_constraint WHERE contype <> 'n' AND conrelid <> 0"
                    + " AND conname !~ 'saascore' ORDER BY 1"))
        .contains("items_pkey", "orders_item_fkey");
    assertThat(db.list("SELECT id FROM items")).containsExactly("7");
  }

  @Test
  void partOfARevisionThatAlsoDropsIsRefused() {
    deploy
        .revision("aaaa", "", ITEMS + "CREATE TABLE old (id int);")
        .revision("bbbb", "aaaa", "CREATE TABLE fresh (id int); DROP TABLE old;");
    db.execute(ITEMS, "CREATE TABLE old (id int)", "CREATE TABLE fresh (id int)");
    Problem problem = refusal();
    assertThat(problem.code()).isEqualTo(Code.DIFFERS);
    assertThat(problem.text()).contains("table public.old: surplus");
  }

  // Names

  @Test
  void unnamedIndexesAndConstraintsAreFoundByTheirDefinition() {
    deploy.revision(
        "aaaa",
        "",
        """
        CREATE TABLE customers (id int PRIMARY KEY);
        CREATE TABLE orders (id int PRIMARY KEY, customer int REFERENCES customers, n int);
        CREATE INDEX ON orders (customer);
        ALTER TABLE orders ADD CHECK (n > 0);
        """);
    db.execute(
        "CREATE TABLE customers (id int CONSTRAINT pk1 PRIMARY KEY)",
        "CREATE TABLE orders (id int CONSTRAINT pk2 PRIMARY KEY, customer int CONSTRAINT fk1"
            + " REFERENCES customers, n int CONSTRAINT ck1 CHECK (n > 0))",
        "CREATE INDEX ix1 ON orders (customer)");
    String before = deploy.state();
    assertThat(ids(deploy.upgrade().adopted())).containsExactly("aaaa");
    assertThat(deploy.state()).isEqualTo(before);
    assertThat(deploy.remarks())
        .contains(
            "index public.ix1 is taken for index public.orders_customer_idx, by its definition");
  }

  @Test
  void anIndexWithANameOfItsOwnIsMissingUnderThatName() {
    deploy.revision("aaaa", "", ITEMS + "CREATE INDEX items_by_name ON items (name);");
    db.execute(ITEMS, "CREATE INDEX other ON items (name)");
    deploy.upgrade();
    assertThat(db.list("SELECT indexname FROM pg_indexes WHERE tablename = 'items' ORDER BY 1"))
        .containsExactly("items_by_name", "items_pkey", "other");
    assertThat(deploy.remarks())
        .containsExactly(
            "left alone: index public.other: surplus"
                + " (CREATE INDEX other ON public.items USING btree (name))");
  }

  @Test
  void anotherKindOfObjectOfTheNameIsInTheWay() {
    deploy.revision("aaaa", "", "CREATE TABLE first (id int); " + ITEMS);
    db.execute("CREATE VIEW items AS SELECT 1 AS id");
    Problem problem = refusal();
    assertThat(problem.code()).isEqualTo(Code.EXISTS);
    assertThat(problem.hint().orElseThrow()).startsWith("it is nothing that a revision makes");
    assertThat(deploy.how()).isEmpty();
  }

  @Test
  void aFunctionThatIsReplacedMustBeEqualOnAFirstRun() {
    deploy.revision(
        "aaaa", "", "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';");
    db.execute("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2'");
    assertThat(refusal().code()).isEqualTo(Code.DIFFERS);
    db.execute("CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'");
    assertThat(ids(deploy.upgrade().adopted())).containsExactly("aaaa");
  }

  @Test
  void worksInAnotherSchema() {
    deploy.in("shop").revision("aaaa", "", ITEMS + "CREATE TABLE orders (id int);");
    db.execute("CREATE SCHEMA shop", "CREATE TABLE shop.items (id int PRIMARY KEY, name text)");
    Upgrade.Result result = deploy.upgrade();
    assertThat(result.tables()).containsExactly("orders");
    assertThat(db.one("SELECT to_regclass('shop.orders') IS NOT NULL")).isEqualTo("t");
  }

  // Later runs

  @Test
  void tablesOfOthersDoNotStartAScratchServer() {
    deploy.revision("aaaa", "", ITEMS);
    db.execute("CREATE TABLE strange (id int)");
    assertThat(ids(deploy.upgrade().applied())).containsExactly("aaaa");
    assertThat(deploy.scratches()).isZero();
  }

  @ParameterizedTest
  @EnumSource(TransactionMode.class)
  void whatSomebodyMadeMeanwhileIsAdopted(TransactionMode mode) {
    deploy.revision("aaaa", "", ITEMS);
    deploy.upgrade();
    db.execute("CREATE TABLE orders (id int)", "INSERT INTO orders VALUES (7)");
    deploy
        .revision("bbbb", "aaaa", "CREATE TABLE lines (id int);")
        .revision("cccc", "bbbb", "CREATE TABLE orders (id int);")
        .revision("dddd", "cccc", "CREATE TABLE last (id int);");
    Upgrade.Result result = deploy.upgrade(Existing.MATCH, mode);
    assertThat(ids(result.applied())).containsExactly("bbbb", "dddd");
    assertThat(ids(result.adopted())).containsExactly("cccc");
    assertThat(db.list("SELECT id FROM orders")).containsExactly("7");
    assertThat(deploy.scratches()).isEqualTo(1);
  }

  @Test
  void nothingIsMadeTwiceByAnUnnamedStatementOfALaterRun() {
    deploy.revision("aaaa", "", ITEMS);
    deploy.upgrade();
    db.execute(
        "CREATE INDEX mine ON items (name)", "ALTER TABLE items ADD CONSTRAINT c CHECK (id > 0)");
    deploy
        .revision("bbbb", "aaaa", "CREATE INDEX ON items (name);")
        .revision("cccc", "bbbb", "ALTER TABLE items ADD CHECK (id > 0);")
        .revision("dddd", "cccc", "CREATE INDEX ON items (name, id);");
    String before = deploy.state();
    Upgrade.Result result = deploy.overASlowNetwork().upgrade("cccc");
    assertThat(ids(result.adopted())).containsExactly("bbbb", "cccc");
    assertThat(deploy.state()).isEqualTo(before);
    assertThat(ids(deploy.upgrade().applied())).containsExactly("dddd");
    assertThat(deploy.scratches()).isEqualTo(1);
  }

  @Test
  void ifNotExistsIsNoExcuseForADifference() {
    deploy.revision("aaaa", "", ITEMS);
    deploy.upgrade();
    db.execute("CREATE TABLE orders (id text)", "ALTER TABLE items ADD COLUMN price text");
    deploy.revision("bbbb", "aaaa", "CREATE TABLE IF NOT EXISTS orders (id int);");
    assertThat(refusal().text()).contains("column public.orders.id: type text -> integer");
    deploy.revision("bbbb", "aaaa", "ALTER TABLE items ADD COLUMN IF NOT EXISTS price int;");
    assertThat(refusal().text()).contains("column public.items.price: type text -> integer");
    db.execute("ALTER TABLE items ALTER COLUMN price TYPE int USING price::int");
    assertThat(ids(deploy.upgrade().adopted())).containsExactly("bbbb");
  }

  @Test
  void ifNotExistsBehindARevisionThatMakesItCostsNothing() {
    deploy
        .revision("aaaa", "", ITEMS)
        .revision("bbbb", "aaaa", "CREATE TABLE IF NOT EXISTS items (id int);");
    assertThat(ids(deploy.upgrade().applied())).containsExactly("aaaa", "bbbb");
    assertThat(deploy.scratches()).isZero();
  }

  @Test
  void aSecondPrimaryKeyIsAMatchOrADifference() {
    deploy.revision("aaaa", "", "CREATE TABLE t (a int NOT NULL, b int NOT NULL);");
    deploy.upgrade();
    db.execute("ALTER TABLE t ADD PRIMARY KEY (a)");
    deploy.revision("bbbb", "aaaa", "ALTER TABLE t ADD PRIMARY KEY (b);");
    assertThat(refusal().code()).isEqualTo(Code.DIFFERS);
    deploy.revision("bbbb", "aaaa", "ALTER TABLE t ADD PRIMARY KEY (a);");
    assertThat(ids(deploy.upgrade().adopted())).containsExactly("bbbb");
  }

  @Test
  void withoutATransactionItIsLookedForBefore() {
    deploy.revision("aaaa", "", ITEMS);
    deploy.upgrade();
    db.execute("CREATE INDEX by_name ON items (id)");
    deploy.stepwise(
        "bbbb",
        "aaaa",
        "CREATE INDEX CONCURRENTLY first ON items (name);\n"
            + "CREATE INDEX CONCURRENTLY by_name ON items (name);");
    assertThat(refusal().text()).contains("index public.by_name: definition");
    db.execute("DROP INDEX by_name", "CREATE INDEX by_name ON items (name)");
    Upgrade.Result result = deploy.upgrade();
    assertThat(ids(result.applied())).containsExactly("bbbb");
    assertThat(result.skipped())
        .extracting(skipped -> skipped.reason())
        .containsExactly("it exists and is equal");
    assertThat(db.one("SELECT state || step FROM saascore_revision WHERE revision = 'bbbb'"))
        .isEqualTo("applied2");
  }

  @Test
  void aRevisionThatDoesNotRunOnItsOwnCannotBeMatched() {
    deploy
        .revision("aaaa", "", ITEMS)
        .revision("bbbb", "aaaa", "ALTER TABLE by_hand ADD COLUMN x int;");
    db.execute(ITEMS, "CREATE TABLE by_hand (id int)");
    Problem problem = refusal();
    assertThat(problem.code()).isEqualTo(Code.SCRATCH);
    assertThat(problem.text()).contains("relation \"by_hand\" does not exist", "bbbb_x.sql:6:1");
  }

  // The other ways

  @Test
  void skipWarnsOfDifferences() {
    deploy.revision("aaaa", "", ITEMS + "CREATE TABLE orders (id int);");
    db.execute("CREATE TABLE items (id int PRIMARY KEY, name varchar(9), extra int)");
    Upgrade.Result result = deploy.upgrade(Existing.SKIP, TransactionMode.REVISION);
    assertThat(ids(result.applied())).containsExactly("aaaa");
    assertThat(result.differences())
        .containsExactly(
            "column public.items.extra: surplus (integer)",
            "column public.items.name: type character varying(9) -> text");
  }

  @Test
  void failNamesTheOtherWays() {
    deploy.revision("aaaa", "", ITEMS);
    db.execute(ITEMS);
    SaascoreException e =
        catchThrowableOfType(
            SaascoreException.class, () -> deploy.upgrade(Existing.FAIL, TransactionMode.REVISION));
    assertThat(e.problem().code()).isEqualTo(Code.EXISTS);
    assertThat(e.problem().summary()).isEqualTo("relation \"items\" already exists");
    assertThat(e.problem().hint().orElseThrow())
        .contains("-Dsaascore.existing=match", "mvn saascore:stamp");
    assertThat(deploy.scratches()).isZero();
  }
}
