package com.example;

import static org.jooq.impl.SQLDataType.BIGINT;
import static org.jooq.impl.SQLDataType.VARCHAR;

import java.util.function.Supplier;
import org.jooq.Queries;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** The schema as the first revision makes it. */
public final class ShopModel implements Supplier<Queries> {
  @Override
  public Queries get() {
    var dsl = DSL.using(SQLDialect.POSTGRES);
    return dsl.queries(
        dsl.createTable("customers")
            .column("id", BIGINT.nullable(false))
            .column("mail", VARCHAR(100))
            .primaryKey("id"));
  }
}
