package com.example;

import java.util.function.Consumer;
import org.jooq.DSLContext;

/** Writes a row and then fails. */
public class Failing implements Consumer<DSLContext> {
  @Override
  public void accept(DSLContext db) {
    db.execute("INSERT INTO notes VALUES (9, 'never seen')");
    throw new IllegalStateException("the body has had enough");
  }
}
