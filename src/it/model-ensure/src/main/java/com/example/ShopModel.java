package com.example;

import static org.jooq.impl.DSL.constraint;
import static org.jooq.impl.SQLDataType.BIGINT;
import static org.jooq.impl.SQLDataType.CLOB;

import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Queries;

/** Two tables and a function, without any migration. */
public final class ShopModel implements Function<DSLContext, Queries> {
  @Override
  public Queries apply(DSLContext dsl) {
    return dsl.queries(
        dsl.createTable("customers")
            .column("id", BIGINT.identity(true))
            .column("name", CLOB.nullable(false))
            .primaryKey("id"),
        dsl.query(
            """
            CREATE FUNCTION greeting(name text) RETURNS text
            LANGUAGE sql RETURN 'Hello ' || name
            """),
        dsl.createTable("orders")
            .column("id", BIGINT.nullable(false))
            .column("customer_id", BIGINT.nullable(false))
            .primaryKey("id")
            .constraint(
                constraint("orders_customer_id_fkey")
                    .foreignKey("customer_id")
                    .references("customers", "id")));
  }
}
