package com.example;

import java.util.function.Consumer;
import org.jooq.Constants;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Fills the table, and ends the transaction in all the ways that must not end it. */
public class FillNotes implements Consumer<DSLContext> {
  @Override
  public void accept(DSLContext db) {
    insert(db, 1, "from jOOQ " + Constants.MINOR_VERSION);
    db.transaction(inner -> insert(inner.dsl(), 2, "kept by a savepoint"));
    try {
      db.transaction(
          inner -> {
            insert(inner.dsl(), 3, "undone with its savepoint");
            throw new IllegalStateException("inner");
          });
    } catch (IllegalStateException expected) {
      db.connection(connection -> connection.commit());
    }
  }

  private static void insert(DSLContext db, int id, String body) {
    db.insertInto(DSL.table("notes")).columns(DSL.field("id"), DSL.field("body")).values(id, body).execute();
  }
}
