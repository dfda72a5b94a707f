package io.github.saascore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Decides between the places that may name a database, a role and a password. */
class ConnectionResolverTest {
  private static final List<String> VARIABLES =
      List.of(
          "DIRECT_URL",
          "DATABASE_URL_UNPOOLED",
          "DATABASE_UNPOOLED_URL",
          "POSTGRES_URL_NON_POOLING",
          "JDBC_DATABASE_URL",
          "DATABASE_URL",
          "PGHOST");

  @Test
  void followsTheOrderOfThePlaces() {
    Sources sources = Sources.none().property("postgres://h0/d").pom("postgres://h1/d");
    for (String name : VARIABLES) {
      sources = sources.env(name, name.equals("PGHOST") ? "pghost" : "postgres://h/" + name);
    }
    List<String> seen = new ArrayList<>();
    seen.add(sources.resolve().describe());
    seen.add(sources.property(" ").resolve().describe());
    sources = sources.property(null).pom("");
    for (String name : VARIABLES) {
      seen.add(sources.resolve().describe());
      sources = sources.env(name, "  ");
    }
    seen.add(sources.resolve().describe());

    assertThat(seen)
        .containsExactly(
            "h0:5432/d as osuser (from -Dsaascore.url)",
            "h1:5432/d as osuser (from <url> in the POM)",
            "h:5432/DIRECT_URL as osuser (from environment variable DIRECT_URL)",
            "h:5432/DATABASE_URL_UNPOOLED as osuser"
                + " (from environment variable DATABASE_URL_UNPOOLED)",
            "h:5432/DATABASE_UNPOOLED_URL as osuser"
                + " (from environment variable DATABASE_UNPOOLED_URL)",
            "h:5432/POSTGRES_URL_NON_POOLING as osuser"
                + " (from environment variable POSTGRES_URL_NON_POOLING)",
            "h:5432/JDBC_DATABASE_URL as osuser (from environment variable JDBC_DATABASE_URL)",
            "h:5432/DATABASE_URL as osuser (from environment variable DATABASE_URL)",
            "pghost:5432/osuser as osuser (from environment variable PGHOST)",
            "embedded PostgreSQL (the embedded server, as no URL is configured)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "embedded; embedded PostgreSQL (from -Dsaascore.url)",
        "embedded:17; embedded PostgreSQL 17 (from -Dsaascore.url)",
        "docker:postgres:17; container of postgres:17 (from -Dsaascore.url)",
      })
  void knowsLocalServers(String url, String expected) {
    assertThat(Sources.none().property(url).resolve().describe()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"embedded:latest", "embedded:", "docker", "docker:", "embeded"})
  void namesThePlaceOfAWrongUrl(String url) {
    assertThatThrownBy(() -> Sources.none().property(url).resolve())
        .hasMessageStartingWith("SC-BAD-URL: ")
        .hasMessageContaining("\n  at -Dsaascore.url\n");
  }

  @Test
  void requiresAUrlOnRequest() {
    assertThatThrownBy(() -> ConnectionResolver.resolve(Sources.none().build(true)))
        .hasMessage(
            """
            SC-NO-URL: no database is configured
              <requireUrl> forbids the embedded server; looked at -Dsaascore.url, <url> in the POM,\
             DIRECT_URL, DATABASE_URL_UNPOOLED, DATABASE_UNPOOLED_URL, POSTGRES_URL_NON_POOLING,\
             JDBC_DATABASE_URL, DATABASE_URL and PGHOST
              hint: -Dsaascore.url=postgresql://user@host:5432/database, or -Dsaascore.url=embedded""");
  }

  @Test
  void readsTheVariablesOfLibpq() {
    Sources sources =
        Sources.none()
            .env("PGHOST", "db1.example,db2.example", "PGPORT", "6000", "PGDATABASE", "app")
            .env("PGUSER", "alice", "PGPASSWORD", "pw", "PGSSLMODE", "verify-full")
            .env("PGSSLROOTCERT", "/ca.pem", "PGCONNECT_TIMEOUT", "3", "PGAPPNAME", "ci")
            .env("PGOPTIONS", "-c x=y", "PGTARGETSESSIONATTRS", "read-write")
            .env("PGCHANNELBINDING", "require", "PGSERVICE", "s", "PGTZ", "UTC", "PGDATA", "/d");
    ConnectionSettings settings = sources.settings();

    assertThat(settings.describe())
        .isEqualTo(
            "db1.example:6000,db2.example:6000/app as alice (from environment variable PGHOST)");
    assertThat(settings.passwordSource()).contains("environment variable PGPASSWORD");
    assertThat(new TreeMap<>(settings.parameters()))
        .hasToString(
            "{ApplicationName=ci, channelBinding=require, connectTimeout=3, options=-c x=y,"
                + " sslmode=verify-full, sslrootcert=/ca.pem, targetServerType=primary}");
    assertThat(sources.resolve().warnings())
        .containsExactly(
            "not used, because Java has no counterpart: environment variable PGSERVICE, PGTZ");
  }

  @Test
  void namesTheVariableWithAWrongValue() {
    assertThatThrownBy(() -> Sources.none().env("PGHOST", "h", "PGSSLMODE", "on").resolve())
        .hasMessage(
            """
            SC-BAD-URL: the connection parameter 'sslmode' cannot be 'on'
              at environment variable PGSSLMODE
              hint: allowed: disable, allow, prefer, require, verify-ca, verify-full""");
  }

  @Test
  void letsVariablesCompleteAUrlButNeverRedirectIt() {
    ConnectionSettings settings =
        Sources.none()
            .property("postgres:///app")
            .env("PGHOST", "prod", "PGPORT", "1", "PGDATABASE", "x", "PGUSER", "alice")
            .settings();

    assertThat(settings.describe()).isEqualTo("localhost:5432/app as alice (from -Dsaascore.url)");
  }

  @Test
  void takesTheStrongestCredentials() {
    Credentials property = Credentials.of("d", "1", "-Dsaascore.password");
    Credentials server = Credentials.of("s", "2", "server 'db' in settings.xml");
    Sources url = Sources.none().property("postgres://u:3@h/db").env("PGPASSWORD", "4");

    assertThat(passwordOf(url.credentials(property, server))).isEqualTo("d -Dsaascore.password 1");
    assertThat(passwordOf(url.credentials(server))).isEqualTo("s server 'db' in settings.xml 2");
    assertThat(passwordOf(url)).isEqualTo("u -Dsaascore.url 3");
    assertThat(passwordOf(url.property("postgres://u@h/db")))
        .isEqualTo("u environment variable PGPASSWORD 4");
    assertThat(passwordOf(url.credentials(Credentials.of(null, "5", "-Dsaascore.password"))))
        .isEqualTo("u -Dsaascore.password 5");
  }

  @Test
  void neverUsesThePasswordOfAnotherRole() {
    Sources sources =
        Sources.none()
            .property("postgres://bob:secret@localhost/db")
            .credentials(Credentials.of("alice", "", "-Dsaascore.user"));

    assertThat(sources.settings().password()).isEmpty();
    assertThat(sources.resolve().warnings())
        .containsExactly(
            "the password from -Dsaascore.url belongs to role 'bob' and is not used for 'alice'");
  }

  @Test
  void readsTheCompanionsOfJdbcDatabaseUrl() {
    Sources sources =
        Sources.none()
            .env("JDBC_DATABASE_URL", "jdbc:postgresql://h/db")
            .env("JDBC_DATABASE_USERNAME", "alice", "JDBC_DATABASE_PASSWORD", "pw");

    assertThat(passwordOf(sources))
        .isEqualTo("alice environment variable JDBC_DATABASE_PASSWORD pw");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "postgres://localhost/db, disable, -",
        "postgres://127.0.0.1/db, disable, -",
        "postgres://[::1]/db, disable, -",
        "postgres://localhost/db?sslmode=prefer, prefer, -",
        "postgres://localhost/db?channel_binding=require, require, -",
        "postgres://db.example/db, require, -",
        "'postgres://localhost,db.example/db', require, -",
        "postgres://db.example/db?sslrootcert=/ca.pem, verify-ca, -",
        "postgres://db.example/db?sslrootcert=system, verify-full, -",
        "postgres://db.example/db?sslmode=prefer, prefer, sslmode=prefer lets the connection to"
            + " db.example:5432 go unencrypted; sslmode=require forbids that",
        "postgres://db.example/db?sslmode=disable, disable, sslmode=disable lets the connection to"
            + " db.example:5432 go unencrypted; sslmode=require forbids that",
      })
  void encryptsUnlessTheServerIsThisMachine(String url, String mode, String warning) {
    Sources sources = Sources.none().property(url);

    assertThat(sources.settings().parameters()).containsEntry("sslmode", mode);
    assertThat(sources.resolve().warnings())
        .isEqualTo(Optional.ofNullable(warning).stream().toList());
  }

  @Test
  void tellsTheDriverWhatItNeeds() {
    ConnectionSettings settings =
        Sources.none()
            .property("postgres://u:p@localhost/db?preferQueryMode=extended&tcpKeepAlive=false")
            .settings();
    Properties properties = settings.properties("saascore:upgrade");

    assertThat(settings.jdbcUrl()).isEqualTo("jdbc:postgresql://localhost:5432/db");
    assertThat(new TreeMap<>(properties))
        .hasToString(
            "{ApplicationName=saascore:upgrade, assumeMinServerVersion=12, connectTimeout=10,"
                + " logServerErrorDetail=true, loginTimeout=30, password=p, preferQueryMode=simple,"
                + " prepareThreshold=0, sslmode=disable, tcpKeepAlive=false, user=u}");
  }

  @Test
  void saysThatSettingsLackAServer() {
    assertThat(Credentials.serverMissing("prod-d", List.of("prod-db", "nexus")))
        .hasMessage(
            """
            SC-BAD-CREDENTIALS: settings.xml has no server 'prod-d'
              at -Dsaascore.server
              hint: did you mean 'prod-db'? write <server><id>prod-d</id><username>...</username>\
            <password>...</password></server> into ~/.m2/settings.xml""");
  }

  private static String passwordOf(Sources sources) {
    ConnectionSettings settings = sources.settings();
    return settings.user()
        + " "
        + settings.passwordSource().orElse("none")
        + " "
        + settings.password().map(Secret::value).orElse("none");
  }
}
