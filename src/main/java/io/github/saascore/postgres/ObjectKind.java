package io.github.saascore.postgres;

import java.util.Locale;

/**
 * The kinds of database objects that a drop knows, in the order in which they are dropped.
 *
 * <p>The order spares work, it is not needed for correctness: every statement cascades, and what
 * the cascade would reach was checked before. Views go before the tables they read, routines and
 * operators before the types they take.
 */
public enum ObjectKind {
  EVENT_TRIGGER("EVENT TRIGGER"),
  PUBLICATION("PUBLICATION"),
  VIEW("VIEW"),
  MATERIALIZED_VIEW("MATERIALIZED VIEW"),
  FOREIGN_TABLE("FOREIGN TABLE"),
  TABLE("TABLE"),
  SEQUENCE("SEQUENCE"),
  STATISTICS("STATISTICS"),
  ROUTINE("ROUTINE"),
  OPERATOR_CLASS("OPERATOR CLASS"),
  OPERATOR_FAMILY("OPERATOR FAMILY"),
  OPERATOR("OPERATOR"),
  TYPE("TYPE"),
  COLLATION("COLLATION"),
  CONVERSION("CONVERSION"),
  TEXT_SEARCH_CONFIGURATION("TEXT SEARCH CONFIGURATION"),
  TEXT_SEARCH_DICTIONARY("TEXT SEARCH DICTIONARY"),
  TEXT_SEARCH_TEMPLATE("TEXT SEARCH TEMPLATE"),
  TEXT_SEARCH_PARSER("TEXT SEARCH PARSER"),
  SERVER("SERVER"),
  FOREIGN_DATA_WRAPPER("FOREIGN DATA WRAPPER"),
  LARGE_OBJECT("LARGE OBJECT"),
  DEFAULT_PRIVILEGES("DEFAULT PRIVILEGES"),
  SCHEMA("SCHEMA"),
  /** Never dropped: its members stay with it. */
  EXTENSION("EXTENSION"),
  /** Never dropped: it holds a replication slot on another server. */
  SUBSCRIPTION("SUBSCRIPTION"),
  /** A kind that this version does not know; reported, never dropped. */
  UNKNOWN("OBJECT");

  private final String words;

  ObjectKind(String words) {
    this.words = words;
  }

  /** Returns the words that name this kind in SQL, for example {@code MATERIALIZED VIEW}. */
  public String words() {
    return words;
  }

  /** Returns the words that name this kind to a reader, for example {@code materialized view}. */
  public String label() {
    return words.toLowerCase(Locale.ROOT);
  }

  /** Tells whether objects of this kind hold rows or other contents that nothing can bring back. */
  public boolean holdsData() {
    return this == TABLE || this == LARGE_OBJECT || this == MATERIALIZED_VIEW;
  }

  /** Returns the kind for the word that {@code pg_identify_object} uses. */
  static ObjectKind ofIdentified(String type) {
    return switch (type) {
      case "function", "procedure", "aggregate" -> ROUTINE;
      case "statistics object" -> STATISTICS;
      default -> {
        for (ObjectKind kind : values()) {
          if (kind.label().equals(type)) {
            yield kind;
          }
        }
        yield UNKNOWN;
      }
    };
  }
}
