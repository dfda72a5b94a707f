package io.github.saascore.schema;

import java.util.Locale;

/**
 * The kinds of things a schema is made of.
 *
 * <p>The order is the one in which they are best created when no dependency says otherwise.
 */
public enum Kind {
  SCHEMA("SCHEMA"),
  EXTENSION("EXTENSION"),
  ACCESS_METHOD("ACCESS METHOD"),
  COLLATION("COLLATION"),
  FOREIGN_DATA_WRAPPER("FOREIGN DATA WRAPPER"),
  SERVER("SERVER"),
  USER_MAPPING("USER MAPPING FOR"),
  ENUM("TYPE"),
  DOMAIN("DOMAIN"),
  DOMAIN_CONSTRAINT("CONSTRAINT"),
  COMPOSITE("TYPE"),
  RANGE("TYPE"),
  SEQUENCE("SEQUENCE"),
  TEXT_SEARCH("TEXT SEARCH"),
  TABLE("TABLE"),
  COLUMN("COLUMN"),
  DEFAULT("DEFAULT"),
  OWNED_BY("OWNED BY"),
  CONSTRAINT("CONSTRAINT"),
  INDEX("INDEX"),
  INHERITANCE("INHERITANCE"),
  STATISTICS("STATISTICS"),
  FOREIGN_KEY("CONSTRAINT"),
  VIEW("VIEW"),
  MATERIALIZED_VIEW("MATERIALIZED VIEW"),
  ROUTINE("ROUTINE"),
  AGGREGATE("AGGREGATE"),
  OPERATOR("OPERATOR"),
  CAST("CAST"),
  RULE("RULE"),
  TRIGGER("TRIGGER"),
  POLICY("POLICY"),
  PUBLICATION("PUBLICATION"),
  PUBLICATION_TABLE("PUBLICATION TABLE"),
  PUBLICATION_SCHEMA("PUBLICATION SCHEMA"),
  SUBSCRIPTION("SUBSCRIPTION"),
  EVENT_TRIGGER("EVENT TRIGGER"),
  DEFAULT_PRIVILEGES("DEFAULT PRIVILEGES");

  private final String noun;

  Kind(String noun) {
    this.noun = noun;
  }

  /** Returns the word that PostgreSQL uses in {@code DROP ...} and {@code COMMENT ON ...}. */
  String noun() {
    return noun;
  }

  /** Returns the word for people, for example {@code materialized view}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Returns whether columns are made of it, so that they have to move to a new version of it. */
  boolean makesColumns() {
    return this == ENUM
        || this == DOMAIN
        || this == COMPOSITE
        || this == RANGE
        || this == COLLATION;
  }
}
