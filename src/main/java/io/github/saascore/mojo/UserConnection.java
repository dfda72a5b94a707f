package io.github.saascore.mojo;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;

/**
 * The connection that a Java body sees: everything but the end of the transaction, which holds the
 * version row too.
 *
 * <p>{@code commit}, {@code close} and {@code setAutoCommit} do nothing, so that code that calls
 * them by habit (jOOQ's own {@code transaction} among it) works; the revision commits as a whole.
 * {@code rollback} without a savepoint is refused: an exception undoes the revision. Savepoints
 * work. A body that runs {@code COMMIT} as SQL text can still end the transaction.
 */
final class UserConnection implements InvocationHandler {
  private static final String NAME = "saascore_body_";

  private final Connection connection;
  private boolean autoCommit;
  private int savepoints;

  private UserConnection(Connection connection) {
    this.connection = connection;
  }

  /** Returns the view of a connection with an open transaction. */
  static Connection over(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            ClassLoader.getPlatformClassLoader(),
            new Class<?>[] {Connection.class},
            new UserConnection(connection));
  }

  /** A savepoint of ours: the driver allows none, as BEGIN did not go through it. */
  private record Named(int number, String name) implements Savepoint {
    @Override
    public int getSavepointId() {
      return number;
    }

    @Override
    public String getSavepointName() {
      return name;
    }
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    Object first = arguments == null || arguments.length == 0 ? null : arguments[0];
    return switch (method.getName()) {
      case "commit", "close" -> null;
      case "setAutoCommit" -> setAutoCommit(first);
      case "getAutoCommit" -> autoCommit;
      case "rollback" -> rollback(first);
      case "setSavepoint" -> savepoint();
      case "releaseSavepoint" -> send("RELEASE SAVEPOINT ", first);
      case "abort" -> throw refused("abort");
      case "equals" -> proxy == first;
      case "hashCode" -> System.identityHashCode(proxy);
      default -> delegate(method, arguments);
    };
  }

  private Object setAutoCommit(Object on) {
    autoCommit = Boolean.TRUE.equals(on);
    return null;
  }

  private Object delegate(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private Object rollback(Object savepoint) throws SQLException {
    if (savepoint == null) {
      throw refused("rollback");
    }
    return send("ROLLBACK TO SAVEPOINT ", savepoint);
  }

  private Savepoint savepoint() throws SQLException {
    savepoints++;
    Named savepoint = new Named(savepoints, NAME + savepoints);
    send("SAVEPOINT ", savepoint);
    return savepoint;
  }

  private Object send(String sql, Object savepoint) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql + ((Savepoint) savepoint).getSavepointName());
      return null;
    }
  }

  private static SQLException refused(String method) {
    return new SQLException(
        method + "() is refused in a Java body: throw an exception to undo the revision");
  }
}
