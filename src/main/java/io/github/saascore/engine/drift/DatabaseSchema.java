package io.github.saascore.engine.drift;

import io.github.saascore.engine.Database;
import io.github.saascore.engine.scratch.Scopes;
import io.github.saascore.postgres.SqlProblems;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.schema.Address;
import io.github.saascore.schema.Fact;
import io.github.saascore.schema.Kind;
import io.github.saascore.schema.Snapshot;
import io.github.saascore.schema.SnapshotReader;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The user's database as it is compared with a wanted schema.
 *
 * @param snapshot what it has
 * @param notes what it has and is not compared, for people
 */
record DatabaseSchema(Snapshot snapshot, List<String> notes) {
  /** What an administrator of the server adds to databases, in no schema of anybody. */
  private static final Set<Kind> OF_THE_SERVER =
      EnumSet.of(
          Kind.EXTENSION,
          Kind.ACCESS_METHOD,
          Kind.EVENT_TRIGGER,
          Kind.FOREIGN_DATA_WRAPPER,
          Kind.SERVER,
          Kind.USER_MAPPING,
          Kind.PUBLICATION,
          Kind.PUBLICATION_TABLE,
          Kind.PUBLICATION_SCHEMA,
          Kind.SUBSCRIPTION);

  /** Subscriptions are made in no scratch database, so that no wanted schema has one. */
  private static final String SUBSCRIPTION = "subscription ";

  /**
   * Returns what a database has in some schemas, and of what is in no schema only what is wanted:
   * extensions and their kin that a provider adds are no drift.
   */
  static DatabaseSchema read(Database database, Set<String> schemas, Snapshot wanted) {
    Snapshot all;
    try {
      all = SnapshotReader.read(database.session().connection(), Scopes.of(schemas));
    } catch (SQLException e) {
      throw new SaascoreException(SqlProblems.of(e), e);
    }
    SortedMap<Address, Fact> facts = new TreeMap<>(Scopes.within(all, schemas).facts());
    facts
        .keySet()
        .removeIf(
            address -> OF_THE_SERVER.contains(address.kind()) && wanted.find(address).isEmpty());
    List<String> unmodelled =
        all.unmodelled().stream().filter(what -> !what.startsWith(SUBSCRIPTION)).toList();
    return new DatabaseSchema(
        new Snapshot(all.major(), all.role(), facts, all.builtinPrivileges(), unmodelled),
        notes(all));
  }

  private static List<String> notes(Snapshot all) {
    Stream<String> known =
        all.facts().keySet().stream()
            .filter(address -> address.kind() == Kind.SUBSCRIPTION)
            .map(Address::toString);
    Stream<String> unknown =
        all.unmodelled().stream().filter(what -> what.startsWith(SUBSCRIPTION));
    return Stream.concat(known, unknown).map(what -> what + " is not compared").toList();
  }
}
