package io.github.saascore.engine.scratch;

import io.github.saascore.postgres.Quote;
import io.github.saascore.postgres.StoreSql;
import io.github.saascore.schema.Address;
import io.github.saascore.schema.Fact;
import io.github.saascore.schema.Kind;
import io.github.saascore.schema.Snapshot;
import io.github.saascore.schema.SnapshotScope;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What of a database is compared. */
public final class Scopes {
  /** Where other migration tools keep their state; none of it belongs to the user's schema. */
  private static final List<String> TOOLS =
      List.of(
          "alembic_version",
          "flyway_schema_history",
          "databasechangelog",
          "databasechangeloglock",
          "_prisma_migrations",
          "django_migrations",
          "goose_db_version",
          "schema_migrations");

  private static final Address PUBLIC = new Address(Kind.SCHEMA, "", "public");

  /** Kinds that are parts of something that is in no schema. */
  private static final Set<Kind> ELSEWHERE =
      EnumSet.of(Kind.PUBLICATION_TABLE, Kind.PUBLICATION_SCHEMA, Kind.DEFAULT_PRIVILEGES);

  private Scopes() {}

  /** Returns the scope of everything but the tables of migration tools. */
  public static SnapshotScope all() {
    return SnapshotScope.all().ignoring(tools());
  }

  /** Returns the scope of some schemas without the tables of migration tools. */
  public static SnapshotScope of(Set<String> schemas) {
    return SnapshotScope.of(schemas).ignoring(tools());
  }

  /**
   * Returns the plain names of the schemas that something in a snapshot is in, or that it makes.
   */
  public static Set<String> schemas(Snapshot snapshot) {
    Set<String> schemas = new TreeSet<>();
    for (Address address : snapshot.facts().keySet()) {
      // This one is in every fresh database, whether it is used or not.
      if (!address.equals(PUBLIC)) {
        schema(address).ifPresent(schemas::add);
      }
    }
    return schemas;
  }

  /**
   * Returns a snapshot without what is in other schemas; what is in no schema stays. The schema
   * {@code public} itself is nobody's work, and its comment differs between providers.
   */
  public static Snapshot within(Snapshot snapshot, Set<String> schemas) {
    SortedMap<Address, Fact> facts = new TreeMap<>(snapshot.facts());
    facts
        .keySet()
        .removeIf(
            address ->
                address.equals(PUBLIC)
                    || schema(address).filter(name -> !schemas.contains(name)).isPresent());
    return new Snapshot(
        snapshot.major(),
        snapshot.role(),
        facts,
        snapshot.builtinPrivileges(),
        snapshot.unmodelled());
  }

  private static Optional<String> schema(Address address) {
    if (address.kind() == Kind.SCHEMA) {
      return Optional.of(Quote.plain(address.name()));
    }
    return address.container().isEmpty() || ELSEWHERE.contains(address.kind())
        ? Optional.empty()
        : Optional.of(Quote.plain(first(address.container())));
  }

  /** Returns the part of a quoted, dotted name before the first dot. */
  private static String first(String name) {
    int at = 0;
    boolean quoted = false;
    while (at < name.length() && (quoted || name.charAt(at) != '.')) {
      quoted ^= name.charAt(at) == '"';
      at++;
    }
    return name.substring(0, at);
  }

  /** Returns the plain names of the tables that migration tools keep for themselves. */
  public static Set<String> tools() {
    Set<String> tables = new HashSet<>(TOOLS);
    tables.addAll(StoreSql.TABLES);
    return tables;
  }
}
