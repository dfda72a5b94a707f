package io.github.saascore.testing;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test a fresh {@link TestDatabase} for each parameter of that type.
 *
 * <p>The servers lie in the root store: one each for the whole JVM, stopped at its end. The
 * database is dropped after the test, or after the class where the parameter is one of
 * {@code @BeforeAll} or of a constructor that serves all tests.
 */
public final class PostgresExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(PostgresExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestDatabase.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    TestServers servers =
        store(context.getRoot())
            .getOrComputeIfAbsent(TestServers.class, key -> new TestServers(), TestServers.class);
    TestDatabase database =
        parameter.isAnnotated(Older.class) ? servers.freshOlder() : servers.fresh();
    // The store closes what it holds when its test ends.
    store(context).put(database, database);
    return database;
  }

  private static Store store(ExtensionContext context) {
    return context.getStore(NAMESPACE);
  }
}
