package io.github.saascore.engine.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.saascore.engine.Upgrade;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.script.Body;
import io.github.saascore.script.Statement;
import io.github.saascore.testing.Older;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The example's nine tables were made by hand, with rows in them, in eight states; then comes the
 * first run, which finds no record of anything.
 */
@ExtendWith(PostgresExtension.class)
final class ExampleStatesTest {
  private static final Path MIGRATIONS = Path.of("src/it/modular-saas-core/src/main/migrations");
  private static final String INITIAL = "385909dec78a";
  private static final String[] ROWS = {
    "INSERT INTO modules_registry (module_key, name, version) VALUES ('crm', 'CRM', '1')",
    "INSERT INTO tenants (slug, name) VALUES ('acme', 'Acme'), ('umbrella', 'Umbrella')",
    "INSERT INTO users (tenant_id, email, display_name) SELECT id, 'a@' || slug, 'A' FROM tenants",
    "INSERT INTO subscriptions (tenant_id, module_key) SELECT id, 'crm' FROM tenants",
    "INSERT INTO platform_content (slug, title) VALUES ('terms', 'Terms')"
  };

  /** Makes by hand what the revisions up to one make, their data and the view included. */
  private static void complete(TestDatabase database) {
    Deploy deploy = new Deploy(MIGRATIONS, database);
    for (Revision revision : deploy.sources().graph().topological()) {
      statements(deploy, revision).forEach(one -> database.execute(one.sql()));
    }
    deploy.sources().repeatables().stream()
        .flatMap(script -> script.statements().stream())
        .forEach(one -> database.execute(one.sql()));
    database.execute(ROWS);
  }

  private static void fiveOfNine(TestDatabase database) {
    Deploy deploy = new Deploy(MIGRATIONS, database);
    List<Statement> all = statements(deploy, deploy.sources().graph().bases().get(0));
    all.stream()
        .takeWhile(one -> !one.sql().startsWith("CREATE TABLE tenant_domains"))
        .forEach(one -> database.execute(one.sql()));
    database.execute(ROWS);
  }

  private static List<Statement> statements(Deploy deploy, Revision revision) {
    return ((Body.Sql) deploy.sources().files().get(revision.id()).upgrade()).statements();
  }

  private static void onBoth(TestDatabase new18, TestDatabase old15, Consumer<TestDatabase> test) {
    test.accept(new18);
    test.accept(old15);
  }

  private static String refusal(Deploy deploy) {
    String before = deploy.state();
    SaascoreException e = catchThrowableOfType(SaascoreException.class, deploy::upgrade);
    assertThat(e.problem().code()).isEqualTo(Code.DIFFERS);
    assertThat(deploy.how()).isEmpty();
    assertThat(deploy.state()).isEqualTo(before);
    return e.problem().text();
  }

  @Test
  void emptyIsUpgradedWithoutAScratchServer(TestDatabase newest, @Older TestDatabase older) {
    onBoth(
        newest,
        older,
        database -> {
          Deploy deploy = new Deploy(MIGRATIONS, database);
          Upgrade.Result result = deploy.upgrade();
          assertThat(result.applied()).hasSize(9);
          assertThat(result.adopted()).isEmpty();
          assertThat(result.tables()).hasSize(9);
          assertThat(deploy.scratches()).isZero();
        });
  }

  @Test
  void completeIsAdoptedWhole(TestDatabase newest, @Older TestDatabase older) {
    onBoth(
        newest,
        older,
        database -> {
          complete(database);
          Deploy deploy = new Deploy(MIGRATIONS, database);
          String before = deploy.state();
          Upgrade.Result result = deploy.upgrade();
          assertThat(result.adopted()).hasSize(9);
          assertThat(result.applied()).isEmpty();
          assertThat(deploy.how()).hasSize(9).allMatch(row -> row.endsWith(" adopted"));
          assertThat(deploy.remarks())
              .containsExactly(
                  "nothing is recorded here, and the database is as revision 6fc66062ae2c makes it;"
                      + " by hand: mvn saascore:stamp -Dsaascore.target=6fc66062ae2c");
          assertThat(deploy.state()).isEqualTo(before);
          assertThat(deploy.upgrade().isNothing()).isTrue();
        });
  }

  @Tag("long")
  @Test
  void fiveOfNineTablesGetTheOtherFour(TestDatabase newest, @Older TestDatabase older) {
    onBoth(
        newest,
        older,
        database -> {
          fiveOfNine(database);
          List<String> rows = rows(database);
          Deploy deploy = new Deploy(MIGRATIONS, database);
          Upgrade.Result result = deploy.upgrade(INITIAL);
          assertThat(result.tables())
              .containsExactly(
                  "audit_logs", "deleted_accounts_history", "module_settings", "tenant_domains");
          assertThat(rows(database)).isEqualTo(rows);
          assertThat(deploy.how()).containsExactly(INITIAL + " upgraded");
          assertThat(result.skipped())
              .extracting(skipped -> skipped.what())
              .contains("CREATE TYPE tenant_status", "CREATE TABLE users")
              .doesNotContain("CREATE TABLE tenant_domains");
          deploy.upgrade();
          assertThat(database.one("SELECT count(*) FROM modules_registry")).isEqualTo("4");
        });
  }

  @Tag("long")
  @Test
  void missingColumnIsRefused(TestDatabase newest, @Older TestDatabase older) {
    onBoth(
        newest,
        older,
        database -> {
          complete(database);
          database.execute("ALTER TABLE users DROP COLUMN password_hash");
          assertThat(refusal(new Deploy(MIGRATIONS, database)))
              .contains("column public.users.password_hash: missing")
              .contains("mvn saascore:stamp -Dsaascore.target=6fc66062ae2c");
        });
  }

  @Test
  void anotherTypeIsRefused(TestDatabase newest, @Older TestDatabase older) {
    onBoth(
        newest,
        older,
        database -> {
          complete(database);
          database.execute("ALTER TABLE platform_content ALTER COLUMN title TYPE varchar(80)");
          assertThat(refusal(new Deploy(MIGRATIONS, database)))
              .contains("column public.platform_content.title: type character varying(80) -> text");
        });
  }

  @Test
  void missingIndexIsMade(TestDatabase newest, @Older TestDatabase older) {
    onBoth(
        newest,
        older,
        database -> {
          complete(database);
          Deploy deploy = new Deploy(MIGRATIONS, database);
          String before = deploy.state();
          database.execute("DROP INDEX users_tenant_id_idx", "DROP INDEX audit_logs_actor_id_idx");
          Upgrade.Result result = deploy.upgrade();
          assertThat(result.applied())
              .extracting(one -> one.id().value())
              .containsExactly(INITIAL, "6fc66062ae2c");
          assertThat(result.adopted()).hasSize(7);
          assertThat(deploy.state()).isEqualTo(before);
        });
  }

  @Tag("long")
  @Test
  void extraColumnIsRefused(TestDatabase newest, @Older TestDatabase older) {
    onBoth(
        newest,
        older,
        database -> {
          complete(database);
          database.execute("ALTER TABLE tenants ADD COLUMN note text");
          assertThat(refusal(new Deploy(MIGRATIONS, database)))
              .contains("column public.tenants.note: surplus (text)");
        });
  }

  @Test
  void unrelatedTableOfTheSameNameIsRefused(TestDatabase newest, @Older TestDatabase older) {
    onBoth(
        newest,
        older,
        database -> {
          database.execute(
              "CREATE TABLE users (login text PRIMARY KEY, shoe_size int)",
              "INSERT INTO users VALUES ('ada', 38)");
          assertThat(refusal(new Deploy(MIGRATIONS, database)))
              .contains("column public.users.login: surplus (text)")
              .contains("in the way");
        });
  }

  private static List<String> rows(TestDatabase database) {
    return List.of("modules_registry", "tenants", "users", "subscriptions", "platform_content")
        .stream()
        .flatMap(
            table ->
                database.list("SELECT t::text || xmin FROM " + table + " t ORDER BY 1").stream())
        .toList();
  }
}
