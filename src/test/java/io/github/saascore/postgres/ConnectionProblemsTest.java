package io.github.saascore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.saascore.revision.SaascoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Says why a connection failed, for answers that a real server does not give on request. */
class ConnectionProblemsTest {
  private static final String URL = "postgres://alice:S3cret@localhost:%d/app";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "53300 | sorry, too many clients already | SC-TOO-MANY-CONNECTIONS: the server has no"
            + " connection left | close idle clients or raise max_connections; who is connected:"
            + " SELECT application_name, state, count(*) FROM pg_stat_activity GROUP BY 1, 2",
        "57P03 | the database system is starting up | SC-SERVER-STARTING: the server takes no"
            + " connections yet | it is starting, stopping or recovering; its log says which; then"
            + " run again",
        "28000 | no pg_hba.conf entry | SC-CONNECTION-REJECTED: the server does not admit role"
            + " 'alice' from this machine | if it admits encrypted connections only, add"
            + " sslmode=require to the URL; else pg_hba.conf needs a line for this role, database"
            + " and address",
        "42501 | permission denied for database | SC-CONNECTION-REJECTED: role 'alice' may not"
            + " connect to database 'app' | as its owner: GRANT CONNECT ON DATABASE \"app\" TO"
            + " \"alice\"",
        "08P01 | unsupported startup parameter: search_path | SC-POOLER: the server, or a pooler"
            + " before it, refuses the startup parameter 'search_path' | leave currentSchema out"
            + " of the URL and name the schema with -Dsaascore.schema, or use the direct URL of"
            + " the server",
        "08P01 | unsupported startup parameter: extra_float_digits | SC-POOLER: the server, or a"
            + " pooler before it, refuses the startup parameter 'extra_float_digits' | set"
            + " ignore_startup_parameters = extra_float_digits in the pooler, or use the direct"
            + " URL of the server",
        "08P01 | SASL authentication failed | SC-WRONG-PASSWORD: the pooler in between does not let"
            + " role 'alice' in with the password from -Dsaascore.url | correct it there, or in the"
            + " pooler, which has to know the role (auth_file or auth_query of PgBouncer); set"
            + " DIRECT_URL, or -Dsaascore.url=<the URL without the pooler>",
        "08P01 | no such database: app | SC-DATABASE-MISSING: database 'app' does not exist, or"
            + " the pooler in between does not know it | create it on the server, and name it in"
            + " [databases] of PgBouncer; set DIRECT_URL, or -Dsaascore.url=<the URL without the"
            + " pooler>",
        "08P01 | no more connections allowed (max_client_conn) | SC-TOO-MANY-CONNECTIONS: the"
            + " pooler in between has no connection left | close idle clients or raise"
            + " max_client_conn of PgBouncer (its server may have none left either); set"
            + " DIRECT_URL, or -Dsaascore.url=<the URL without the pooler>",
        "08P01 | pgbouncer cannot connect to server | SC-POOLER: the pooler in between lets nobody"
            + " through to the server | its log has the details; set DIRECT_URL, or"
            + " -Dsaascore.url=<the URL without the pooler>",
        "53200 | out of shared memory | SC-CONNECTION-FAILED: the server has no room left for a"
            + " connection | the server's lock table is full: wait until other sessions hold fewer"
            + " locks, split the revision, or raise max_locks_per_transaction",
        "57P01 | terminating connection due to administrator command | SC-CONNECTION-LOST: the"
            + " server ended the connection while it was made | it is stopping, or somebody ended"
            + " the session: run the same goal again",
        "XX000 | Tenant or user not found | SC-CONNECTION-FAILED: the server refuses the"
            + " connection | the server's log has the details",
      })
  void explainsAnswers(String state, String message, String summary, String hint)
      throws IOException {
    try (ScriptedServer server = new ScriptedServer(ScriptedServer.error(state, message))) {
      assertThatThrownBy(() -> open(URL.formatted(server.port())))
          .isInstanceOf(SaascoreException.class)
          .hasMessage(
              """
              %s
                at localhost:%d/app as alice (from -Dsaascore.url)
                FATAL: %s (SQLSTATE %s)
                hint: %s\
              """
                  .formatted(summary, server.port(), message, state, hint));
    }
  }

  @Test
  void waitsForAServerThatStarts() throws IOException {
    byte[] starting = ScriptedServer.error("57P03", "the database system is starting up");
    byte[] full = ScriptedServer.error("53300", "sorry, too many clients already");
    try (ScriptedServer server = new ScriptedServer(starting, starting, full)) {
      assertThatThrownBy(() -> open(URL.formatted(server.port()), Duration.ofSeconds(30)))
          .hasMessageStartingWith("SC-TOO-MANY-CONNECTIONS");
      assertThat(server.startups()).hasSize(3);
    }
  }

  @Test
  void asksForLessWhenAStartupParameterIsRefused() throws IOException {
    byte[] refused =
        ScriptedServer.error("08P01", "unsupported startup parameter: application_name");
    byte[] full = ScriptedServer.error("53300", "sorry, too many clients already");
    try (ScriptedServer server = new ScriptedServer(refused, full)) {
      assertThatThrownBy(() -> open(URL.formatted(server.port())))
          .hasMessageStartingWith("SC-TOO-MANY-CONNECTIONS");
      assertThat(server.startups().get(0)).contains("application_name saascore:test");
      assertThat(server.startups().get(1)).doesNotContain("application_name");
    }
  }

  @Test
  void noticesAServerThatIsNotPostgresql() throws IOException {
    byte[] http = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    try (ScriptedServer server = new ScriptedServer(http)) {
      assertThatThrownBy(() -> open(URL.formatted(server.port())))
          .hasMessage(
              """
              SC-NOT-POSTGRESQL: 'localhost:%1$d' does not answer like PostgreSQL
                at localhost:%1$d/app as alice (from -Dsaascore.url)
                Protocol error.  Session setup failed. (SQLSTATE 08P01)
                hint: correct host and port in -Dsaascore.url\
              """
                  .formatted(server.port()));
    }
  }

  @Test
  void noticesAServerWithoutTls() throws IOException {
    try (ScriptedServer server = new ScriptedServer(new byte[] {'N'})) {
      assertThatThrownBy(() -> open(URL.formatted(server.port()) + "?sslmode=require"))
          .hasMessage(
              """
              SC-TLS: 'localhost:%1$d' speaks no TLS
                at localhost:%1$d/app as alice (from -Dsaascore.url)
                The server does not support SSL. (SQLSTATE 08004)
                hint: add sslmode=disable to the URL if the network in between is trusted\
              """
                  .formatted(server.port()));
    }
  }

  @Test
  void noticesThatNobodyListens() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertThatThrownBy(() -> open(URL.formatted(port)))
        .hasMessage(
            """
            SC-CONNECTION-REFUSED: no server listens at 'localhost:%1$d'
              at localhost:%1$d/app as alice (from -Dsaascore.url)
              Connection to localhost:%1$d refused. Check that the hostname and port are correct\
             and that the postmaster is accepting TCP/IP connections. (SQLSTATE 08001)
              hint: start the server or correct -Dsaascore.url\
            """
                .formatted(port));
  }

  @Test
  void noticesAnUnknownHost() {
    assertThatThrownBy(() -> open("postgres://u:S3cret@no-such-host.invalid/app"))
        .hasMessage(
            """
            SC-UNKNOWN-HOST: no machine has the name of 'no-such-host.invalid:5432'
              at no-such-host.invalid:5432/app as u (from -Dsaascore.url)
              The connection attempt failed. (SQLSTATE 08001)
              hint: correct the host in -Dsaascore.url; is the network or VPN up?\
            """);
  }

  @Test
  void noticesAServerThatIsSilent() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String url = URL.formatted(silent.getLocalPort()) + "?loginTimeout=1";
      assertThatThrownBy(() -> open(url)).hasMessageStartingWith("SC-CONNECTION-TIMEOUT: ");
    }
  }

  private static void open(String url) {
    open(url, Duration.ZERO);
  }

  private static void open(String url, Duration starting) {
    Connections.open(Sources.none().property(url).settings(), "saascore:test", starting);
  }
}
