package io.github.saascore.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.saascore.postgres.ScratchServer;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.Scratches;
import io.github.saascore.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.execution.AbstractExecutionListener;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.ExecutionEvent;
import org.apache.maven.execution.MavenExecutionRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One scratch server a build, as it was found for whoever comes next. */
@ExtendWith(PostgresExtension.class)
final class BuildServersTest {
  private final MavenExecutionRequest request = new DefaultMavenExecutionRequest();
  private final List<String> log = new ArrayList<>();

  private BuildServers.Lent lend(BuildServers servers, TestDatabase database) {
    return servers.lend(
        "test",
        below -> {
          log.add("started");
          below.add(() -> log.add("stopped"));
          return Scratches.beside(database).server();
        });
  }

  @Test
  void allGoalsOfABuildHaveTheSameOne(TestDatabase database) {
    BuildServers servers = new BuildServers();
    try (BuildServers.Lent one = lend(servers, database);
        BuildServers.Lent other = lend(servers, database)) {
      assertThat(other.server()).isSameAs(one.server());
    }
    try (BuildServers.Lent later = lend(servers, database)) {
      assertThat(later.server().answers()).isTrue();
    }
    assertThat(log).containsExactly("started");
  }

  @Test
  void theLastGoalLeavesItAsItWasFound(TestDatabase database) {
    BuildServers servers = new BuildServers();
    BuildServers.Lent one = lend(servers, database);
    BuildServers.Lent other = lend(servers, database);
    String made = one.server().fresh().database();
    String role = "saascore_test_" + made;
    one.server().makeRole(role);
    String there =
        "SELECT (SELECT count(*) FROM pg_database WHERE datname = '%s') + (SELECT count(*) FROM pg_roles WHERE rolname = '%s')"
            .formatted(made, role);
    one.close();
    assertThat(database.one(there)).isEqualTo("2");
    other.close();
    assertThat(database.one(there)).isEqualTo("0");
  }

  @Test
  void itEndsWithTheBuild(TestDatabase database) {
    request.setExecutionListener(
        new AbstractExecutionListener() {
          @Override
          public void projectSucceeded(ExecutionEvent event) {
            log.add("project");
          }

          @Override
          public void sessionEnded(ExecutionEvent event) {
            log.add("session");
          }
        });
    BuildServers servers = new BuildServers();
    servers.endWith(request);
    BuildServers.Lent lent = lend(servers, database);
    lent.close();
    request.getExecutionListener().projectSucceeded(null);
    request.getExecutionListener().sessionEnded(null);
    assertThat(log).containsExactly("started", "project", "stopped", "session");
    assertThat(lent.server().answers()).isFalse();
  }

  @Test
  void oneThatDoesNotAnswerIsReplaced(TestDatabase database) {
    BuildServers servers = new BuildServers();
    ScratchServer first;
    try (BuildServers.Lent lent = lend(servers, database)) {
      first = lent.server();
    }
    first.close();
    try (BuildServers.Lent lent = lend(servers, database)) {
      assertThat(lent.server()).isNotSameAs(first);
      assertThat(lent.server().answers()).isTrue();
    }
    assertThat(log).containsExactly("started", "stopped", "started");
  }

  @Test
  void oneThatDoesNotStartLeavesNothingRunning(TestDatabase database) {
    BuildServers servers = new BuildServers();
    assertThatThrownBy(
            () ->
                servers.lend(
                    "test",
                    below -> {
                      below.add(() -> log.add("stopped"));
                      throw new IllegalStateException("no room");
                    }))
        .hasMessage("no room");
    lend(servers, database).close();
    assertThat(log).containsExactly("stopped", "started");
  }
}
