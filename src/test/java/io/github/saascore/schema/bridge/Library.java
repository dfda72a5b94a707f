package io.github.saascore.schema.bridge;

import java.util.List;
import org.jooq.Check;
import org.jooq.Domain;
import org.jooq.EnumType;
import org.jooq.Field;
import org.jooq.ForeignKey;
import org.jooq.Index;
import org.jooq.OrderField;
import org.jooq.Record;
import org.jooq.Schema;
import org.jooq.Sequence;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.TableOptions;
import org.jooq.UniqueKey;
import org.jooq.impl.DSL;
import org.jooq.impl.Internal;
import org.jooq.impl.SQLDataType;
import org.jooq.impl.SchemaImpl;
import org.jooq.impl.TableImpl;

/** A schema as jOOQ's generator writes it, and the SQL that it was read from. */
public final class Library extends SchemaImpl {
  /** The only instance, as generated code has it. */
  public static final Library LIBRARY = new Library();

  /** What the database has. */
  public static final String SQL =
      """
      CREATE SCHEMA library;
      CREATE TYPE library.mood AS ENUM ('calm', 'very loud');
      CREATE DOMAIN library.isbn AS varchar(13) CHECK (value <> '');
      CREATE SEQUENCE library.shelf_seq INCREMENT BY 5 START WITH 100 CACHE 7;
      CREATE TABLE library.authors (
        id bigserial PRIMARY KEY,
        number int GENERATED ALWAYS AS IDENTITY,
        name text NOT NULL UNIQUE DEFERRABLE
      );
      CREATE TABLE library.books (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        author bigint NOT NULL REFERENCES library.authors ON DELETE CASCADE,
        isbn library.isbn,
        mood library.mood NOT NULL DEFAULT 'calm',
        moods library.mood[],
        shelf bigint DEFAULT nextval('library.shelf_seq'),
        read timestamptz,
        price numeric(10, 2) CHECK (price > 0),
        twice numeric GENERATED ALWAYS AS (price * 2) STORED,
        tags jsonb DEFAULT '{}'
      );
      COMMENT ON TABLE library.books IS 'all of them';
      COMMENT ON COLUMN library.books.isbn IS 'it''s printed';
      CREATE INDEX books_tags_idx ON library.books USING gin (tags);
      CREATE INDEX books_lower_idx ON library.books (lower(isbn));
      CREATE UNIQUE INDEX books_isbn_idx ON library.books (isbn DESC) WHERE author > 0;
      CREATE VIEW library.loud AS SELECT id FROM library.books WHERE mood = 'very loud';
      CREATE MATERIALIZED VIEW library.counted AS SELECT count(*) FROM library.books;
      CREATE FUNCTION library.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      CREATE TRIGGER t BEFORE INSERT ON library.books FOR EACH ROW EXECUTE FUNCTION library.f();
      ALTER TABLE library.books ENABLE ROW LEVEL SECURITY;
      CREATE POLICY p ON library.books;
      """;

  private static final Domain<String> ISBN =
      Internal.createDomain(
          schema(),
          DSL.name("isbn"),
          SQLDataType.VARCHAR(13),
          Internal.createCheck(null, DSL.name(""), "CHECK (((VALUE)::text <> ''::text))", true));

  private static Schema schema() {
    return new SchemaImpl(DSL.name("library"));
  }

  @SuppressWarnings("unchecked") // All fields of a table are of this type.
  private static TableField<Record, ?>[] only(Field<?> field) {
    return List.of((TableField<Record, ?>) field).toArray(TableField[]::new);
  }

  private Library() {
    super("library", null);
  }

  @Override
  public List<Domain<?>> getDomains() {
    return List.of(ISBN);
  }

  @Override
  public List<Sequence<?>> getSequences() {
    return List.of(
        Internal.createSequence(
            "shelf_seq",
            this,
            SQLDataType.BIGINT.nullable(false),
            100,
            5,
            null,
            null,
            false,
            null));
  }

  @Override
  public List<Table<?>> getTables() {
    return List.of(Authors.AUTHORS, Books.BOOKS, new Loud(), new Counted());
  }

  /** An enum of the schema. */
  public enum Mood implements EnumType {
    CALM("calm"),
    VERY_LOUD("very loud");

    private final String literal;

    Mood(String literal) {
      this.literal = literal;
    }

    @Override
    public Schema getSchema() {
      return Library.schema();
    }

    @Override
    public String getName() {
      return "mood";
    }

    @Override
    public String getLiteral() {
      return literal;
    }
  }

  private static final class Authors extends TableImpl<Record> {
    static final Authors AUTHORS = new Authors();

    final TableField<Record, Long> id =
        createField(
            DSL.name("id"),
            SQLDataType.BIGINT
                .nullable(false)
                .defaultValue(
                    DSL.field(
                        DSL.raw("nextval('library.authors_id_seq'::regclass)"),
                        SQLDataType.BIGINT)),
            this,
            "");
    final TableField<Record, String> name =
        createField(DSL.name("name"), SQLDataType.CLOB.nullable(false), this, "");

    Authors() {
      super(DSL.name("authors"), Library.schema());
      createField(DSL.name("number"), SQLDataType.INTEGER.nullable(false).identity(true));
    }

    @Override
    public UniqueKey<Record> getPrimaryKey() {
      return Internal.createUniqueKey(this, DSL.name("authors_pkey"), only(id), true);
    }

    @Override
    public List<UniqueKey<Record>> getUniqueKeys() {
      return List.of(
          Internal.createUniqueKey(this, DSL.name("authors_name_key"), only(name), true));
    }
  }

  private static final class Books extends TableImpl<Record> {
    static final Books BOOKS = new Books();

    Books() {
      super(DSL.name("books"), Library.schema(), null, null, DSL.comment("all of them"));
      createField(
          DSL.name("id"),
          SQLDataType.UUID
              .nullable(false)
              .defaultValue(DSL.field(DSL.raw("gen_random_uuid()"), SQLDataType.UUID)));
      createField(DSL.name("author"), SQLDataType.BIGINT.nullable(false));
      createField(DSL.name("isbn"), ISBN.getDataType(), this, "it's printed");
      createField(
          DSL.name("mood"),
          SQLDataType.VARCHAR
              .nullable(false)
              .defaultValue(DSL.field(DSL.raw("'calm'::library.mood"), SQLDataType.VARCHAR))
              .asEnumDataType(Mood.class));
      createField(DSL.name("moods"), SQLDataType.VARCHAR.asEnumDataType(Mood.class).array());
      createField(DSL.name("shelf"), SQLDataType.BIGINT.identity(true));
      createField(DSL.name("read"), SQLDataType.TIMESTAMPWITHTIMEZONE(6));
      createField(DSL.name("price"), SQLDataType.NUMERIC(10, 2));
      createField(DSL.name("twice"), SQLDataType.NUMERIC);
      createField(
          DSL.name("tags"),
          SQLDataType.JSONB.defaultValue(DSL.field(DSL.raw("'{}'::jsonb"), SQLDataType.JSONB)));
    }

    @Override
    public UniqueKey<Record> getPrimaryKey() {
      return Internal.createUniqueKey(this, DSL.name("books_pkey"), only(field("id")), true);
    }

    @Override
    public List<ForeignKey<Record, ?>> getReferences() {
      return List.of(
          Internal.createForeignKey(
              this,
              DSL.name("books_author_fkey"),
              only(field("author")),
              Authors.AUTHORS.getPrimaryKey(),
              only(Authors.AUTHORS.id),
              true));
    }

    @Override
    public List<Check<Record>> getChecks() {
      return List.of(
          Internal.createCheck(
              this, DSL.name("books_price_check"), "((price > (0)::numeric))", true));
    }

    @Override
    public List<Index> getIndexes() {
      return List.of(
          Internal.createIndex(
              DSL.name("books_tags_idx"), this, new OrderField<?>[] {field("tags")}, false),
          Internal.createIndex(
              DSL.name("books_isbn_idx"), this, new OrderField<?>[] {field("isbn").desc()}, true));
    }
  }

  private static final class Loud extends TableImpl<Record> {
    Loud() {
      super(
          DSL.name("loud"),
          Library.schema(),
          null,
          null,
          DSL.comment(""),
          TableOptions.view(
              """
              create view "loud" as  SELECT id
                FROM library.books
               WHERE (mood = 'very loud'::library.mood);
              """));
      createField(DSL.name("id"), SQLDataType.UUID);
    }
  }

  private static final class Counted extends TableImpl<Record> {
    Counted() {
      super(
          DSL.name("counted"),
          Library.schema(),
          null,
          null,
          DSL.comment(""),
          TableOptions.materializedView());
      createField(DSL.name("count"), SQLDataType.BIGINT);
    }
  }
}
