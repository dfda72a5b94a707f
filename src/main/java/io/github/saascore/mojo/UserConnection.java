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
    switch (method.getName()) {
      case "commit", "close":
        return null;
      case "setAutoCommit":
        autoCommit = Boolean.TRUE.equals(first);
        return null;
      case "getAutoCommit":
        return autoCommit;
      case "rollback":
        rollback(first);
        return null;
      case "setSavepoint":
        return savepoint();
      case "releaseSavepoint":
        send("RELEASE SAVEPOINT " + ((Savepoint) first).getSavepointName());
        return null;
      case "abort":
        throw refused("abort");
      case "equals":
        return proxy == first;
      case "hashCode":
        return System.identityHashCode(proxy);
      default:
        return delegate(method, arguments);
    }
  }

  private Object delegate(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private void rollback(Object savepoint) throws SQLException {
    if (savepoint == null) {
      throw refused("rollback");
    }
    send("ROLLBACK TO SAVEPOINT " + ((Savepoint) savepoint).getSavepointName());
  }

  private Savepoint savepoint() throws SQLException {
    savepoints++;
    Named savepoint = new Named(savepoints, NAME + savepoints);
    send("SAVEPOINT " + savepoint.name());
    return savepoint;
  }

  private void send(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static SQLException refused(String method) {
    return new SQLException(
        method + "() is refused in a Java body: throw an exception to undo the revision");
  }
}
