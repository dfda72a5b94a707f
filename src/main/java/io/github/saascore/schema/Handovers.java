package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Columns that get their numbers from a sequence of their own and from now on by being identity
 * columns, or the other way round: what was counted so far goes on, so that no number comes twice.
 */
final class Handovers {
  private final Map<Address, Address> toIdentity = new TreeMap<>();
  private final Map<Address, Address> toSequence = new TreeMap<>();

  Handovers(Snapshot from, Snapshot to) {
    find(from, to, toIdentity);
    find(to, from, toSequence);
  }

  /** Finds the sequences that only one side has, for columns that have an identity on the other. */
  private static void find(Snapshot with, Snapshot without, Map<Address, Address> found) {
    for (Fact owned : with.all()) {
      Address sequence =
          new Address(Kind.SEQUENCE, owned.address().container(), owned.address().name());
      if (owned.kind() == Kind.OWNED_BY && with.has(sequence) && !without.has(sequence)) {
        owned.dependencies().stream()
            .filter(needed -> needed.kind() == Kind.COLUMN)
            .filter(column -> with.find(column).filter(ColumnText::ownIdentity).isEmpty())
            .filter(column -> without.find(column).filter(ColumnText::ownIdentity).isPresent())
            .filter(column -> counts(with, column, sequence))
            .forEach(column -> found.put(sequence, column));
      }
    }
  }

  private static boolean counts(Snapshot snapshot, Address column, Address sequence) {
    return snapshot
        .find(new Address(Kind.DEFAULT, column.container(), column.name()))
        .filter(fact -> fact.dependencies().contains(sequence))
        .isPresent();
  }

  /** Returns the column whose identity takes over from a sequence that goes. */
  Optional<Address> identity(Address sequence) {
    return Optional.ofNullable(toIdentity.get(sequence));
  }

  /** Returns the column whose identity a new sequence takes over from. */
  Optional<Address> origin(Address sequence) {
    return Optional.ofNullable(toSequence.get(sequence));
  }

  /** Has the columns that change in place take over, or hand over, while they do. */
  void settle(Sides sides, Decisions decisions) {
    toIdentity.forEach(
        (sequence, column) -> {
          if (decisions.alters(column)) {
            decisions.alterAs(column, own -> toIdentity(sides, sequence, column, own));
          }
        });
    toSequence.forEach(
        (sequence, column) -> {
          if (decisions.alters(column)) {
            decisions.alterAs(column, own -> toSequence(sides, sequence, column, own));
          }
        });
  }

  private static List<Ddl> toIdentity(
      Sides sides, Address sequence, Address column, List<Ddl> own) {
    String identity = sides.to().facts().get(column).text("identity_sequence");
    String old = beside(sequence);
    List<Ddl> all = new ArrayList<>();
    all.add(Ddl.of("ALTER SEQUENCE " + sequence.qualified() + renamed(sequence)));
    all.addAll(own);
    all.add(Ddl.of(goOn(identity, old)));
    all.add(Ddl.of("DROP SEQUENCE " + old));
    return all;
  }

  private static List<Ddl> toSequence(
      Sides sides, Address sequence, Address column, List<Ddl> own) {
    String identity = sides.from().facts().get(column).text("identity_sequence");
    Address old =
        new Address(
            Kind.SEQUENCE,
            column.container().substring(0, ConstraintRule.schema(column.container()).length() - 1),
            identity.substring(ConstraintRule.schema(column.container()).length()));
    List<Ddl> all = new ArrayList<>();
    all.add(Ddl.of("ALTER SEQUENCE " + old.qualified() + renamed(old)));
    Fact created = sides.to().facts().get(sequence);
    new SequenceRules.Sequence().create(created, List.of()).forEach(sql -> all.add(Ddl.of(sql)));
    new Metadata(sides.from(), sides.to()).created(created).forEach(sql -> all.add(Ddl.of(sql)));
    all.add(Ddl.of(goOn(sequence.qualified(), beside(old))));
    all.addAll(own);
    return all;
  }

  private static String renamed(Address sequence) {
    return " RENAME TO " + Sql.beside(sequence.name(), Sql.OLD);
  }

  private static String beside(Address sequence) {
    return sequence.container() + "." + Sql.beside(sequence.name(), Sql.OLD);
  }

  /** A sequence that was never used says nothing: the new one starts where it is told to. */
  private static String goOn(String sequence, String old) {
    return "SELECT setval("
        + Sql.literal(sequence)
        + ", last_value) FROM "
        + old
        + " WHERE is_called";
  }
}
