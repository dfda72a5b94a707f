package io.github.saascore.engine.hazard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The hazard and the cure of rule {@code cached-plan} are real: the driver and the server say so.
 */
@ExtendWith(PostgresExtension.class)
class CachedPlanTest {
  private static final List<String> CHANGES =
      List.of(
          "ALTER TABLE t ALTER name TYPE varchar(20)",
          "ALTER TABLE t ADD note text",
          "ALTER TABLE t DROP COLUMN gone");

  private TestDatabase db;

  @BeforeEach
  void start(TestDatabase database) {
    db = database;
  }

  @Test
  void aPooledConnectionFailsOnceInsideATransaction() throws SQLException {
    for (String change : CHANGES) {
      SQLException e =
          catchThrowableOfType(SQLException.class, () -> readAround(change, db.url(), "*"));
      assertThat(e.getSQLState()).as(change).isEqualTo("0A000");
      assertThat(e.getMessage()).contains("cached plan must not change result type");
    }
  }

  @Test
  void autosaveCuresIt() throws SQLException {
    for (String change : CHANGES) {
      readAround(change, db.url() + "&autosave=conservative", "*");
    }
  }

  @Test
  void namedColumnsAreSafeFromNewOnes() throws SQLException {
    readAround(CHANGES.get(1), db.url(), "id, name");
  }

  private void readAround(String change, String url, String columns) throws SQLException {
    db.execute("DROP TABLE IF EXISTS t", "CREATE TABLE t (id int, name varchar(10), gone int)");
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement query =
            connection.prepareStatement("SELECT " + columns + " FROM t WHERE id = ?")) {
      connection.setAutoCommit(false);
      for (int i = 0; i < 10; i++) {
        read(query);
      }
      connection.commit();
      db.execute(change);
      read(query);
      connection.commit();
    }
  }

  private static void read(PreparedStatement query) throws SQLException {
    query.setInt(1, 1);
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        rows.getString(2);
      }
    }
  }
}
