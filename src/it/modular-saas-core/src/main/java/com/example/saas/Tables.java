package com.example.saas;

import static org.jooq.impl.DSL.constraint;
import static org.jooq.impl.DSL.name;

import org.jooq.ConstraintForeignKeyReferencesStep1;
import org.jooq.DSLContext;
import org.jooq.Query;

/** The parts that many tables share, named as PostgreSQL would name them by itself. */
final class Tables {
  private Tables() {}

  static ConstraintForeignKeyReferencesStep1<?> foreignKey(String table, String column) {
    return constraint(table + "_" + column + "_fkey").foreignKey(column);
  }

  static Query index(DSLContext dsl, String table, String column) {
    return dsl.createIndex(table + "_" + column + "_idx").on(table, column);
  }

  /** An identity that cannot be written by hand; jOOQ's own identities are BY DEFAULT. */
  static Query identityAlways(DSLContext dsl, String table) {
    return dsl.query(
        "ALTER TABLE {0} ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY", name(table));
  }
}
