package com.example;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.SQLDataType.INTEGER;

import java.util.function.Supplier;
import org.jooq.Queries;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** A model that jOOQ does not render as it stands here. */
public final class GeneratedColumnModel implements Supplier<Queries> {
  @Override
  public Queries get() {
    var dsl = DSL.using(SQLDialect.POSTGRES);
    return dsl.queries(
        dsl.createTable("invoices")
            .column("net", INTEGER)
            .column("gross", INTEGER.generatedAlwaysAs(field("net * 2", INTEGER))));
  }
}
