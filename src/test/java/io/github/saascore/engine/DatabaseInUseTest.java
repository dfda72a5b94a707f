package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A revision that drops another database, in which somebody is at work. */
@ExtendWith(PostgresExtension.class)
class DatabaseInUseTest {
  @TempDir Path directory;
  private TestDatabase db;
  private Scenario scenario;
  private String other;

  @BeforeEach
  void start(TestDatabase database) throws SQLException {
    db = database;
    other = db.name() + " old";
    db.asSuperuser("CREATE DATABASE \"%s\" OWNER \"%s\"".formatted(other, db.user()));
    scenario = new Scenario(directory, database);
  }

  @AfterEach
  void stop() throws SQLException {
    db.asSuperuser("DROP DATABASE IF EXISTS \"%s\" WITH (FORCE)".formatted(other));
  }

  private void drops(String sql) {
    scenario.file(
        "aaaa1111_x.sql",
        """
        -- revision: aaaa1111
        -- down_revision: base
        -- saascore:upgrade transaction=none
        %s;
        -- saascore:downgrade
        """
            .formatted(sql));
  }

  private Connection inTheOther(String url) throws SQLException {
    return DriverManager.getConnection(
        url.replace("/" + db.name(), "/" + other.replace(" ", "%20"))
            + "&ApplicationName=a%20report");
  }

  private Problem refused() {
    return catchThrowableOfType(SaascoreException.class, scenario::upgrade).problem();
  }

  private static String taken(Problem problem, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(problem.hint().orElse(""));
    assertThat(matcher.find()).as(problem.text()).isTrue();
    return matcher.group(1);
  }

  @Test
  void theQueryForTheSessionsAndTheStatementThatEndsThemAreNamed() throws SQLException {
    drops("DROP DATABASE \"" + other + "\"");
    try (Connection reader = inTheOther(db.url())) {
      Problem problem = refused();
      assertThat(db.list(taken(problem, "who is in it: (SELECT .*)"))).hasSize(1);
      assertThat(
              db.one(
                  "SELECT application_name FROM (%s) AS s"
                      .formatted(taken(problem, "who is in it: (SELECT .*)"))))
          .isEqualTo("a report");
      assertThat(db.list(taken(problem, "FORCE leaves: (.*?);"))).isEmpty();
      drops(taken(problem, "may end them: (DROP DATABASE .*)"));
      assertThat(scenario.upgrade().applied()).hasSize(1);
      assertThat(reader.isValid(5)).isFalse();
    }
  }

  @Test
  void whoMayNotEndTheSessionsReadsWhatToAskFor() throws SQLException {
    drops("DROP DATABASE \"" + other + "\" WITH (FORCE)");
    try (Connection root = inTheOther(db.superuserUrl())) {
      assertThat(root.isValid(5)).isTrue();
      assertThat(refused().hint().orElse("")).contains("GRANT pg_signal_backend");
    }
    assertThat(scenario.upgrade().applied()).hasSize(1);
  }

  @Test
  void theDatabaseOfTheRunIsDroppedByNoRevision() {
    drops("DROP DATABASE \"" + db.name() + "\"");
    assertThat(refused().hint().orElse("")).startsWith("no session can drop the database");
  }

  @Test
  void aDatabaseInUseIsNotRenamed() throws SQLException {
    db.asSuperuser("ALTER ROLE \"%s\" CREATEDB".formatted(db.user()));
    drops("ALTER DATABASE \"%s\" RENAME TO \"%1$s er\"".formatted(other));
    try (Connection reader = inTheOther(db.url())) {
      assertThat(reader.isValid(5)).isTrue();
      assertThat(refused().hint().orElse("")).contains("SELECT pg_terminate_backend(<pid>)");
    }
  }
}
