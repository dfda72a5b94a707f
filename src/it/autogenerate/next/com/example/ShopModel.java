package com.example;

import static org.jooq.impl.DSL.constraint;
import static org.jooq.impl.SQLDataType.BIGINT;
import static org.jooq.impl.SQLDataType.CLOB;
import static org.jooq.impl.SQLDataType.VARCHAR;

import java.util.function.Supplier;
import org.jooq.Queries;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** The schema with a column that has a new name, a new column and a new table. */
public final class ShopModel implements Supplier<Queries> {
  @Override
  public Queries get() {
    var dsl = DSL.using(SQLDialect.POSTGRES);
    return dsl.queries(
        dsl.createTable("customers")
            .column("id", BIGINT.nullable(false))
            .column("email", VARCHAR(100))
            .column("phone", CLOB)
            .primaryKey("id"),
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
