package io.github.saascore.schema;

import java.sql.Connection;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * Hands a connection to a user's {@code Consumer<DSLContext>}.
 *
 * <p>Its bytes are defined anew in the class loader of the user's project, so that it is linked
 * with the project's own jOOQ, whatever version that is. Only types of the JDK cross over.
 */
public final class JavaBodyBridge implements BiConsumer<Object, Connection> {

  /** Makes a bridge; called by reflection. */
  public JavaBodyBridge() {}

  /**
   * Runs a body.
   *
   * @param body the user's {@code Consumer<DSLContext>}
   * @param connection the connection with the open transaction
   */
  @Override
  @SuppressWarnings("unchecked") // JavaBodies checked that it is a Consumer; jOOQ's type is erased.
  public void accept(Object body, Connection connection) {
    System.getProperties().putIfAbsent("org.jooq.no-logo", "true");
    System.getProperties().putIfAbsent("org.jooq.no-tips", "true");
    ((Consumer<DSLContext>) body).accept(DSL.using(connection, SQLDialect.POSTGRES));
  }
}
