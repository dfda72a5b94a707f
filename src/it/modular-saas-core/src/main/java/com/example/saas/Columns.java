package com.example.saas;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.SQLDataType.BIGINT;
import static org.jooq.impl.SQLDataType.BOOLEAN;
import static org.jooq.impl.SQLDataType.CLOB;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jooq.DataType;
import org.jooq.JSONB;
import org.jooq.SQLDialect;
import org.jooq.impl.DefaultDataType;
import org.jooq.impl.SQLDataType;

/** The kinds of columns the schema is made of; NOT NULL unless the name says optional. */
final class Columns {
  static final DataType<String> TEXT = CLOB.nullable(false);
  static final DataType<String> OPTIONAL_TEXT = CLOB.nullable(true);
  static final DataType<UUID> ID = SQLDataType.UUID.nullable(false);
  static final DataType<UUID> OPTIONAL_ID = SQLDataType.UUID.nullable(true);
  static final DataType<UUID> NEW_ID = ID.defaultValue(field("gen_random_uuid()", ID));
  static final DataType<Long> NUMBER = BIGINT.nullable(false);
  static final DataType<Boolean> FLAG = BOOLEAN.nullable(false);
  static final DataType<JSONB> JSON = SQLDataType.JSONB.nullable(false);
  static final DataType<JSONB> JSON_OBJECT = JSON.defaultValue(JSONB.valueOf("{}"));
  static final DataType<OffsetDateTime> OPTIONAL_TIME =
      SQLDataType.TIMESTAMPWITHTIMEZONE.nullable(true);
  static final DataType<OffsetDateTime> NOW =
      OPTIONAL_TIME.nullable(false).defaultValue(field("now()", OPTIONAL_TIME));

  private Columns() {}

  /** A type that jOOQ does not know by itself: an enum of this schema, or one of PostgreSQL's. */
  static DataType<String> postgresType(String name) {
    return new DefaultDataType<>(SQLDialect.POSTGRES, String.class, name);
  }
}
