package io.github.saascore.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.postgresql.Driver;

/** Plain JDBC in as few words as tests like. */
final class Rows {
  private Rows() {}

  /** Connects by the driver itself: the invoker's class loaders hide it from the driver manager. */
  static Connection connect(String url) {
    try {
      return new Driver().connect(url, new Properties());
    } catch (SQLException e) {
      throw new IllegalStateException("unable to connect to " + JdbcUrl.of(url).database(), e);
    }
  }

  static void execute(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  static void execute(String url, String... statements) {
    try (Connection connection = connect(url)) {
      execute(connection, statements);
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage() + "\nin " + String.join("\n", statements), e);
    }
  }

  static List<String> list(String url, String sql) {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(result.getString(1));
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage() + "\nin " + sql, e);
    }
  }

  static String one(String url, String sql) {
    List<String> rows = list(url, sql);
    if (rows.size() != 1) {
      throw new IllegalStateException(rows.size() + " rows instead of one: " + sql);
    }
    return rows.get(0);
  }
}
