package io.github.saascore.engine.hazard;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The objects of a database at one moment, by their oids, which stay when a name changes.
 *
 * @param relations tables, views, indexes and sequences
 * @param columns the columns of tables and materialized views
 * @param constraints the constraints of tables and domains, those of NOT NULL left out
 * @param indexes the indexes by the oid of their relation
 * @param types enums and domains
 * @param schemas the names of the schemas
 * @param children the partitions and inheriting tables
 */
record Catalog(
    Map<Long, Relation> relations,
    Map<ColumnId, Column> columns,
    Map<Long, Constraint> constraints,
    Map<Long, Index> indexes,
    Map<Long, NamedType> types,
    Map<Long, String> schemas,
    Set<Child> children) {
  /** Nothing is there. */
  static final Catalog EMPTY =
      new Catalog(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Set.of());

  /**
   * A relation.
   *
   * @param kind as {@code pg_class.relkind}
   * @param name as it can be written now: with its schema where the search path needs it
   * @param file its file on disk; 0 for relations without any
   * @param persistence as {@code pg_class.relpersistence}
   */
  record Relation(
      long oid,
      char kind,
      String schema,
      String bareName,
      String name,
      long file,
      char persistence) {
    boolean isTable() {
      return kind == 'r' || kind == 'p';
    }

    boolean isIndex() {
      return kind == 'i' || kind == 'I';
    }

    /** Tells whether it has rows that are read and written: a table or a materialized view. */
    boolean hasRows() {
      return isTable() || kind == 'm';
    }
  }

  /**
   * The identity of a column: its table and its number, which no rename changes.
   *
   * <p>Columns are looked up by it a hundred thousand times in a run, so that its methods are not
   * left to those that are put together when they are first called.
   */
  record ColumnId(long relation, int number) {
    @Override
    public boolean equals(Object other) {
      return other instanceof ColumnId id && relation == id.relation && number == id.number;
    }

    @Override
    public int hashCode() {
      return 31 * Long.hashCode(relation) + number;
    }
  }

  /**
   * A column.
   *
   * @param type as {@code format_type} writes it
   * @param typeOid the oid of its type, which stays when the type is renamed
   * @param typeName the element's name in {@code pg_type}, for example {@code int4}
   * @param typeModifier the length or precision; -1 without any
   * @param notNull whether nulls are refused
   * @param filled whether a row that does not name it gets a value: default, identity, generated
   * @param serial whether a sequence belongs to it that is no identity
   * @param computed whether it is an identity or a stored generated column
   * @param domain whether its type is a domain
   */
  record Column(
      ColumnId id,
      String name,
      String type,
      long typeOid,
      String typeName,
      int typeModifier,
      boolean notNull,
      boolean filled,
      boolean serial,
      boolean computed,
      boolean domain) {}

  /**
   * A constraint.
   *
   * @param kind as {@code pg_constraint.contype}
   * @param table the table; 0 for one of a domain
   * @param target the referenced table; 0 for other constraints
   * @param domain the domain; 0 for one of a table
   * @param index the index behind it; 0 without any
   * @param inherited whether it belongs to a constraint of the parent table
   * @param columns the numbers of its columns in its order
   * @param onDelete as {@code pg_constraint.confdeltype}; a blank for other constraints
   */
  record Constraint(
      long oid,
      char kind,
      String name,
      long table,
      long target,
      long domain,
      boolean validated,
      boolean deferrable,
      long index,
      boolean inherited,
      List<Integer> columns,
      char onDelete) {}

  /**
   * An index.
   *
   * @param columns the numbers of its key columns in order; 0 for an expression
   * @param partial whether it has a WHERE
   */
  record Index(
      long oid,
      long table,
      boolean unique,
      boolean primary,
      boolean valid,
      List<Integer> columns,
      boolean partial) {}

  /**
   * An enum or a domain.
   *
   * @param kind as {@code pg_type.typtype}
   * @param notNull whether the domain refuses nulls
   * @param labels how many values the enum has
   */
  record NamedType(long oid, char kind, String name, boolean notNull, int labels) {}

  /** A table below another. */
  record Child(long child, long parent) {}

  /** Copies the collections. */
  Catalog {
    relations = Map.copyOf(relations);
    columns = Map.copyOf(columns);
    constraints = Map.copyOf(constraints);
    indexes = Map.copyOf(indexes);
    types = Map.copyOf(types);
    schemas = Map.copyOf(schemas);
    children = Set.copyOf(children);
  }

  /** Returns the relation of an oid, if it is there. */
  Optional<Relation> relation(long oid) {
    return Optional.ofNullable(relations.get(oid));
  }

  /** Returns how a relation is called; a text with its oid where it is gone. */
  String name(long oid) {
    return relation(oid).map(Relation::name).orElse("relation " + oid);
  }

  /** Returns the columns of a table in their order. */
  List<Column> columnsOf(long table) {
    return columns.values().stream()
        .filter(column -> column.id().relation() == table)
        .sorted((a, b) -> Integer.compare(a.id().number(), b.id().number()))
        .toList();
  }

  /** Returns the names of columns with commas between them. */
  String columnNames(long table, Collection<Integer> numbers) {
    return String.join(
        ", ",
        numbers.stream()
            .map(number -> columns.get(new ColumnId(table, number)))
            .map(column -> column == null ? "(expression)" : column.name())
            .toList());
  }

  /** Returns the indexes of a table. */
  Stream<Index> indexesOf(long table) {
    return indexes.values().stream().filter(index -> index.table() == table);
  }

  /** Returns the constraints of a table. */
  Stream<Constraint> constraintsOf(long table) {
    return constraints.values().stream().filter(constraint -> constraint.table() == table);
  }

  /** Tells whether a table is a partition or inherits. */
  boolean isChild(long table) {
    return children.stream().anyMatch(child -> child.child() == table);
  }
}
