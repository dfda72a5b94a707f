package com.example;

import static org.jooq.impl.SQLDataType.BIGINT;
import static org.jooq.impl.SQLDataType.CLOB;

import java.util.function.Supplier;
import org.jooq.Queries;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** One table and a view. */
public final class ShopModel implements Supplier<Queries> {
  @Override
  public Queries get() {
    var dsl = DSL.using(SQLDialect.POSTGRES);
    return dsl.queries(
        dsl.createTable("customers")
            .column("id", BIGINT.identity(true))
            .column("name", CLOB.nullable(false))
            .primaryKey("id"),
        dsl.createView("names")
            .as(DSL.select(DSL.field(DSL.name("name"))).from(DSL.name("customers"))));
  }
}
