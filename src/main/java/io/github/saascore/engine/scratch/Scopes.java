package io.github.saascore.engine.scratch;

import io.github.saascore.postgres.StoreSql;
import io.github.saascore.schema.SnapshotScope;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

  private Scopes() {}

  /** Returns the scope of everything but the tables of migration tools. */
  public static SnapshotScope all() {
    return SnapshotScope.all().ignoring(tables());
  }

  /** Returns the scope of some schemas without the tables of migration tools. */
  public static SnapshotScope of(Set<String> schemas) {
    return SnapshotScope.of(schemas).ignoring(tables());
  }

  private static Set<String> tables() {
    Set<String> tables = new HashSet<>(TOOLS);
    tables.addAll(StoreSql.TABLES);
    return tables;
  }
}
