package io.github.saascore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Connects to a real server in all the ways a user may write down. */
@ExtendWith(PostgresExtension.class)
class ConnectionsTest {
  private static final String NASTY = "p@ss:w/o?r#d%20 \"quote' ü\\";

  @Test
  void introducesItself(TestDatabase db) throws SQLException {
    try (Connection connection =
        Connections.open(Sources.none().property(db.url()).settings(), "saascore:upgrade")) {
      assertThat(one(connection, "SHOW application_name")).isEqualTo("saascore:upgrade");
      assertThat(one(connection, "SELECT current_user")).isEqualTo(db.user());
      assertThat(connection.getAutoCommit()).isTrue();
      assertThat(Connections.versionWarning(connection)).isEmpty();
    }
  }

  @Test
  void connectsWithANastyPasswordInEveryForm(TestDatabase db) throws SQLException {
    setPassword(db, NASTY);
    String encoded = URLEncoder.encode(NASTY, StandardCharsets.UTF_8).replace("+", "%20");
    String at = "%s:%d/%s".formatted(db.host(), db.port(), db.name());
    Sources bare = Sources.none().property("postgres://%s@%s".formatted(db.user(), at));

    assertConnects(db, bare.property("postgres://%s:%s@%s".formatted(db.user(), encoded, at)));
    assertConnects(
        db, bare.property("jdbc:postgresql://%s:%s@%s".formatted(db.user(), encoded, at)));
    assertConnects(
        db,
        bare.property(
            "jdbc:postgresql://%s?user=%s&password=%s".formatted(at, db.user(), encoded)));
    assertConnects(db, bare.credentials(Credentials.of(null, NASTY, "-Dsaascore.password")));
    assertConnects(db, bare.env("PGPASSWORD", NASTY));
    assertConnects(
        db,
        Sources.none()
            .env("PGHOST", db.host(), "PGPORT", Integer.toString(db.port()))
            .env("PGDATABASE", db.name(), "PGUSER", db.user(), "PGPASSWORD", NASTY));
  }

  @Test
  void connectsWithThePasswordFile(TestDatabase db, @TempDir Path home)
      throws SQLException, IOException {
    setPassword(db, NASTY);
    Path file = home.resolve(".pgpass");
    String escaped = NASTY.replace("\\", "\\\\").replace(":", "\\:");
    Files.writeString(file, "*:%d:*:%s:%s\n".formatted(db.port(), db.user(), escaped));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    assertConnects(db, withoutPassword(db).home(home).env("PGPASSWORD", "wrong"));
  }

  @Test
  void saysWhichPasswordIsWrong(TestDatabase db) {
    Sources sources =
        withoutPassword(db).credentials(Credentials.of(null, NASTY, "server 'x' in settings.xml"));

    assertThatThrownBy(() -> Connections.open(sources.settings(), "saascore:test"))
        .hasMessage(
            """
            SC-WRONG-PASSWORD: the password from server 'x' in settings.xml is wrong for role\
             '%1$s', or there is no such role
              at %2$s:%3$d/%4$s as %1$s (from -Dsaascore.url)
              FATAL: password authentication failed for user "%1$s" (SQLSTATE 28P01)
              hint: correct it there; in a URL, @ : / ? # %% and spaces are written %%40 %%3A %%2F\
             %%3F %%23 %%25 %%20\
            """
                .formatted(db.user(), db.host(), db.port(), db.name()));
  }

  @Test
  void saysWhoseConnectionsAreUsedUp(TestDatabase db) throws SQLException {
    assertLimited(db, "ROLE \"%s\"".formatted(db.user()), "role '%s'".formatted(db.user()));
    assertLimited(db, "DATABASE \"%s\"".formatted(db.name()), "database '%s'".formatted(db.name()));
  }

  private static void assertLimited(TestDatabase db, String object, String name)
      throws SQLException {
    String limit = "ALTER " + object + " CONNECTION LIMIT ";
    try (Connection superuser = db.superuser();
        Statement statement = superuser.createStatement()) {
      statement.execute(limit + 0);
      assertThatThrownBy(
              () -> Connections.open(Sources.none().property(db.url()).settings(), "saascore:test"))
          .hasMessageStartingWith(
              "SC-TOO-MANY-CONNECTIONS: " + name + " has as many connections as it may\n")
          .hasMessageEndingWith(
              "close idle clients of it, or as a role that may do so: " + limit + "-1");
      statement.execute(limit + -1);
    }
  }

  @Test
  void saysThatThePasswordIsMissing(TestDatabase db) {
    assertThatThrownBy(() -> Connections.open(withoutPassword(db).settings(), "saascore:test"))
        .hasMessageStartingWith(
            "SC-NO-PASSWORD: the server wants a password for role '%s' and none is configured\n"
                .formatted(db.user()));
  }

  @Test
  void saysThatTheDatabaseIsMissing(TestDatabase db) {
    ConnectionSettings settings =
        Sources.none().property(db.url()).settings().withDatabase("no such; db");

    assertThatThrownBy(() -> Connections.open(settings, "saascore:test"))
        .hasMessage(
            """
            SC-DATABASE-MISSING: database 'no such; db' does not exist
              at %2$s:%3$d/no such; db as %1$s (from -Dsaascore.url)
              FATAL: database "no such; db" does not exist (SQLSTATE 3D000)
              hint: create it: createdb -h %2$s -p %3$d -U %1$s 'no such; db'
                    which there are: psql -h %2$s -p %3$d -U %1$s -l\
            """
                .formatted(db.user(), db.host(), db.port()));
  }

  private static Sources withoutPassword(TestDatabase db) {
    return Sources.none()
        .property("postgres://%s@%s:%d/%s".formatted(db.user(), db.host(), db.port(), db.name()));
  }

  private static void assertConnects(TestDatabase db, Sources sources) throws SQLException {
    try (Connection connection = Connections.open(sources.settings(), "saascore:test")) {
      assertThat(one(connection, "SELECT current_database()")).isEqualTo(db.name());
    }
  }

  private static void setPassword(TestDatabase db, String password) throws SQLException {
    try (Connection connection = db.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "ALTER ROLE %s PASSWORD '%s'".formatted(db.user(), password.replace("'", "''")));
    }
  }

  private static String one(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
