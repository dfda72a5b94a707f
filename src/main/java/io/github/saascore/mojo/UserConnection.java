package io.github.saascore.mojo;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Optional;

/**
 * The connection that a Java body sees: everything but the end of the transaction, which holds the
 * version row too.
 *
 * <p>It looks like a connection in autocommit mode. Code that switches that off, as jOOQ's own
 * {@code transaction} does, gets a savepoint for its transaction: {@code rollback} returns to it,
 * {@code commit} keeps what was done since, and the revision commits or fails as a whole. Without
 * one, {@code commit} does nothing and {@code rollback} is refused: an exception undoes the
 * revision. {@code close} does nothing. A body that runs {@code COMMIT} as SQL text can still end
 * the transaction.
 */
final class UserConnection implements InvocationHandler {
  private static final String NAME = "saascore_body_";

  private final Connection connection;
  private Optional<Savepoint> scope = Optional.empty();
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
      case "close" -> null;
      case "commit" -> commit();
      case "setAutoCommit" -> setAutoCommit(Boolean.TRUE.equals(first));
      case "getAutoCommit" -> scope.isEmpty();
      case "rollback" -> rollback(Optional.ofNullable((Savepoint) first));
      case "setSavepoint" -> savepoint();
      case "releaseSavepoint" -> send("RELEASE SAVEPOINT ", (Savepoint) first);
      case "abort" -> throw refused("abort");
      case "equals" -> proxy == first;
      case "hashCode" -> System.identityHashCode(proxy);
      default -> delegate(method, arguments);
    };
  }

  private Object setAutoCommit(boolean on) throws SQLException {
    if (on && scope.isPresent()) {
      send("RELEASE SAVEPOINT ", scope.get());
      scope = Optional.empty();
    } else if (!on && scope.isEmpty()) {
      scope = Optional.of(savepoint());
    }
    return null;
  }

  private Object commit() throws SQLException {
    if (scope.isPresent()) {
      send("RELEASE SAVEPOINT ", scope.get());
      scope = Optional.of(savepoint());
    }
    return null;
  }

  private Object delegate(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private Object rollback(Optional<Savepoint> savepoint) throws SQLException {
    Savepoint to = savepoint.or(() -> scope).orElse(null);
    if (to == null) {
      throw refused("rollback");
    }
    return send("ROLLBACK TO SAVEPOINT ", to);
  }

  private Savepoint savepoint() throws SQLException {
    savepoints++;
    Named savepoint = new Named(savepoints, NAME + savepoints);
    send("SAVEPOINT ", savepoint);
    return savepoint;
  }

  private Object send(String sql, Savepoint savepoint) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql + savepoint.getSavepointName());
      return null;
    }
  }

  private static SQLException refused(String method) {
    return new SQLException(
        method + "() is refused in a Java body: throw an exception to undo the revision");
  }
}
