package io.github.saascore.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class UserConnectionTest {

  /** Code that gets the connection of a Java body. */
  @FunctionalInterface
  private interface Code {
    void run(Connection user) throws SQLException;
  }

  /** Runs code in a transaction of ours, as a revision does, and commits. */
  private static void inRevision(TestDatabase db, Code code) throws SQLException {
    db.execute("CREATE TABLE t (n int)");
    try (Connection connection = db.connect()) {
      run(connection, "BEGIN");
      code.run(UserConnection.over(connection));
      run(connection, "INSERT INTO t VALUES (100)");
      run(connection, "COMMIT");
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void commitAndCloseDoNotEndTheTransaction(TestDatabase db) throws SQLException {
    inRevision(
        db,
        user -> {
          run(user, "INSERT INTO t VALUES (1)");
          user.commit();
          user.close();
          assertThat(db.list("SELECT n FROM t")).isEmpty();
        });
    assertThat(db.list("SELECT n FROM t ORDER BY n")).containsExactly("1", "100");
  }

  @Test
  void rollbackWithoutATransactionOfItsOwnIsRefused(TestDatabase db) throws SQLException {
    inRevision(
        db,
        user ->
            assertThatThrownBy(user::rollback)
                .hasMessage(
                    "rollback() is refused in a Java body: throw an exception to undo the"
                        + " revision"));
    assertThat(db.list("SELECT n FROM t")).containsExactly("100");
  }

  @Test
  void withoutAutocommitRollbackReturnsToTheLastCommit(TestDatabase db) throws SQLException {
    inRevision(
        db,
        user -> {
          user.setAutoCommit(false);
          run(user, "INSERT INTO t VALUES (1)");
          user.commit();
          run(user, "INSERT INTO t VALUES (2)");
          user.rollback();
          run(user, "INSERT INTO t VALUES (3)");
          user.setAutoCommit(true);
          assertThat(user.getAutoCommit()).isTrue();
        });
    assertThat(db.list("SELECT n FROM t ORDER BY n")).containsExactly("1", "3", "100");
  }

  @Test
  void savepointsWork(TestDatabase db) throws SQLException {
    inRevision(
        db,
        user -> {
          Savepoint first = user.setSavepoint();
          run(user, "INSERT INTO t VALUES (1)");
          user.rollback(first);
          user.releaseSavepoint(user.setSavepoint("named"));
        });
    assertThat(db.list("SELECT n FROM t")).containsExactly("100");
  }
}
