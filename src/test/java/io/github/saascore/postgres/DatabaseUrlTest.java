package io.github.saascore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the URLs that people have. */
class DatabaseUrlTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "postgres://alice:pw@db.example.com/app; db.example.com:5432/app as alice",
        "postgresql://alice:pw@db.example.com:6543/app; db.example.com:6543/app as alice",
        "POSTGRES://alice@h/app; h:5432/app as alice",
        "jdbc:postgresql://h/app; h:5432/app",
        "jdbc:postgresql://alice:pw@h:1/app; h:1/app as alice",
        "jdbc:postgres://alice:pw@h/app; h:5432/app as alice",
        "jdbc:postgresql://h/app?user=alice&password=pw; h:5432/app as alice",
        "jdbc:postgresql:app; localhost:5432/app",
        "jdbc:postgresql:/; localhost:5432/",
        "jdbc:postgresql:///app; localhost:5432/app",
        "postgres:///app; localhost:5432/app",
        "postgres://; localhost:5432/",
        "postgres://h; h:5432/",
        "postgres://h?dbname=app; h:5432/app",
        "postgres:///app?host=h&port=7; h:7/app",
        "postgres:///app?host=h1,h2&port=7,8; h1:7,h2:8/app",
        "postgres:///app?host=h1,h2&port=7; h1:7,h2:7/app",
        "postgres:///app?hostaddr=10.0.0.1; 10.0.0.1:5432/app",
        "postgres://h1:1,h2,[::1]:3/app; h1:1,h2:5432,[::1]:3/app",
        "postgres://u@[2001:db8::1]/app; [2001:db8::1]:5432/app as u",
        "postgres://a%40corp:p@h/my%2Fdb; h:5432/my/db as a@corp",
        "postgres://a+b@h/c+d; h:5432/c+d as a+b",
        "jdbc:postgresql://h/c+d?user=a%2Bb; h:5432/c d as a+b",
        "jdbc:postgresql://h/db?user=me@server; h:5432/db as me@server",
      })
  void readsAddresses(String url, String expected) {
    assertThat(DatabaseUrl.parse(url)).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '`',
      value = {
        "postgres://u:p%40ss%3Aw%2Fo%3Fr%23d@h/db p@ss:w/o?r#d",
        "postgres://u:p@s:s#w@h/db p@s:s#w",
        "postgres://u:a+b@h/db a+b",
        "jdbc:postgresql://h/db?user=u&password=a%2Bb%26c a+b&c",
        "postgres://u:%C3%BC@h/db ü",
        "jdbc:postgresql://u:a%20b+c@h/db a§b+c",
      })
  void readsPasswords(String url, String expected) {
    assertThat(DatabaseUrl.parse(url).password()).contains(new Secret(expected.replace('§', ' ')));
  }

  @Test
  void takesAnEmptyPasswordAsNone() {
    assertThat(DatabaseUrl.parse("postgres://u:@h/db").password()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "sslmode=verify-full; sslmode=verify-full",
        "sslmode=require&channel_binding=require; channelBinding=require sslmode=require",
        "sslrootcert=system;"
            + " sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory sslmode=verify-full",
        "sslmode=require&sslrootcert=/ca.pem; sslmode=verify-ca sslrootcert=/ca.pem",
        "sslcert=/c.pem&sslkey=/k.pk8; sslcert=/c.pem sslkey=/k.pk8",
        "sslnegotiation=direct; sslNegotiation=direct",
        "connect_timeout=3; connectTimeout=3",
        "application_name=ci; ApplicationName=ci",
        "target_session_attrs=read-write; targetServerType=primary",
        "target_session_attrs=prefer-standby; targetServerType=preferSecondary",
        "options=-c%20statement_timeout%3D0; options=-c statement_timeout=0",
        "keepalives=0; tcpKeepAlive=false",
        "require_auth=scram-sha-256,md5; requireAuth=scram-sha-256,md5",
        "gssencmode=disable; gssEncMode=disable",
        "search_path=a,b; currentSchema=a,b",
        "load_balance_hosts=random; loadBalanceHosts=true",
        "ssl=true; sslmode=require",
        "currentSchema=x&socketTimeout=5; currentSchema=x socketTimeout=5",
      })
  void translatesParameters(String query, String expected) {
    Map<String, String> parameters =
        DatabaseUrl.parse("postgres://h.example/db?" + query).parameters();
    assertThat(
            parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .sorted()
                .toList())
        .isEqualTo(
            List.of(expected.replace("-c statement", "-c_statement").split(" ", -1)).stream()
                .map(text -> text.replace("-c_statement", "-c statement"))
                .toList());
  }

  @Test
  void keepsTheDriversMeaningOfItsOwnUrls() {
    assertThat(DatabaseUrl.parse("jdbc:postgresql://h/db?ssl=true").parameters())
        .containsExactly(Map.entry("sslmode", "verify-full"));
    assertThat(
            DatabaseUrl.parse("jdbc:postgresql://h/db?sslmode=require&sslrootcert=/c").parameters())
        .containsEntry("sslmode", "require");
  }

  @Test
  void namesParametersWithoutEffect() {
    DatabaseUrl url = DatabaseUrl.parse("postgres://h/db?keepalives_idle=5&passfile=/x");

    assertThat(url.warnings())
        .containsExactly("the connection parameter 'keepalives_idle' has no effect in Java");
    assertThat(url.passwordFile()).isEqualTo(Optional.of("/x"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "postgres://h/db?sslmod=require| the URL has an unknown connection parameter 'sslmod'|"
            + " did you mean 'sslmode'?",
        "postgres://h/db?sslmode=requird| the connection parameter 'sslmode' cannot be 'requird'|"
            + " did you mean 'require'? allowed: disable, allow, prefer, require, verify-ca,"
            + " verify-full",
        "postgres://h/db?service=x| the connection parameter 'service' has no counterpart in Java|"
            + " write host, port and database of the service into the URL",
        "postgres://h/db?sslcrl=x| the connection parameter 'sslcrl' has no counterpart in Java|"
            + " leave 'sslcrl' out of the URL",
        "postgres://h/db?sslmode=require&sslrootcert=system|"
            + " sslmode 'require' is too weak for sslrootcert=system|"
            + " write sslmode=verify-full, or leave it out",
        "postgres:///db?host=/var/run| the host is a Unix-domain socket, which Java cannot use|"
            + " write localhost; the server must listen there: SHOW listen_addresses",
        "postgres://%2Ftmp/db| the host is a Unix-domain socket, which Java cannot use|"
            + " write localhost; the server must listen there: SHOW listen_addresses",
        "postgres://h/db?connect_timeout=soon|"
            + " the connection parameter 'connect_timeout' cannot be 'soon'|"
            + " allowed: a number of seconds",
        "jdbc:postgresql://h/db?user=u&password=secret1&sslmod=x|"
            + " the URL has an unknown connection parameter '(not shown)'|"
            + " did you mean 'sslmode'? (an & in a password is written %26)",
      })
  void saysWhatIsWrong(String url, String summary, String hint) {
    assertThatThrownBy(() -> DatabaseUrl.parse(url))
        .hasMessage("SC-BAD-URL: %s%n  hint: %s".formatted(summary, hint));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgres://h:70000/db",
        "postgres://h:x/db",
        "postgres://h1,h2/db?port=1,2,3",
        "postgres://[::1/db",
        "postgres://[::1]x/db",
        "postgres://h h/db",
        "jdbc:mysql://h/db",
        "mongodb://h/db",
        "h/db",
        "",
        "postgres://h/a%0Ab",
        "postgres://h/a%zz",
        "postgres://h/a%ff",
        "postgres://h/a%00",
        "postgres://h/db?replication=true",
        "postgres://h/db?PGHOST=x",
      })
  void refusesTheRest(String url) {
    assertThatThrownBy(() -> DatabaseUrl.parse(url)).hasMessageStartingWith("SC-BAD-URL: ");
  }

  @Test
  void explainsACutPassword() {
    assertThatThrownBy(() -> DatabaseUrl.parse("postgres://u:p/w@h/db"))
        .hasMessage(
            """
            SC-BAD-URL: the URL has a '@' behind the first '/' or '?'
              user or password seem to contain a character that ends them in a URL
              hint: write @ as %40, / as %2F, ? as %3F, # as %23, : as %3A, % as %25 and a space as %20,
                    or leave the password out and give it with -Dsaascore.password, <server> in\
             settings.xml, .pgpass or PGPASSWORD""");
  }

  @Test
  void hintsAtTheForms() {
    assertThatThrownBy(() -> DatabaseUrl.parse("jdbc:mysql://root:secret@h/db"))
        .hasMessage(
            """
            SC-BAD-URL: the URL begins with 'jdbc:mysql:', which is not PostgreSQL
              the URL is not shown, because it may contain a password
              hint: postgresql://user@host:5432/database or jdbc:postgresql://host:5432/database,
                    embedded, embedded:17 or docker:postgres:17""");
  }
}
