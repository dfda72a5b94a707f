package io.github.saascore.schema;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Finds the tables that are partitioned by a column.
 *
 * <p>Such a column cannot change its type, not even by way of the parent table: the table is made
 * again, while its own partitions are detached and keep their rows.
 */
final class PartitionKeys {
  private final Snapshot snapshot;

  PartitionKeys(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** Returns the tables whose keys have one of some columns. */
  Set<Address> under(Collection<Address> columns) {
    Set<Address> tables = new TreeSet<>();
    for (Address column : columns) {
      find(column, tables);
    }
    return tables;
  }

  private void find(Address column, Set<Address> tables) {
    Pattern word = Pattern.compile("(?<![\\w\"])" + Pattern.quote(column.name()) + "(?![\\w\"])");
    snapshot
        .find(column)
        .flatMap(Fact::parent)
        .flatMap(snapshot::find)
        .filter(table -> word.matcher(table.text("partition_key")).find())
        .ifPresent(table -> tables.add(table.address()));
    snapshot.all().stream()
        .filter(fact -> fact.kind() == Kind.INHERITANCE)
        .filter(tie -> tie.address().name().equals(column.container()))
        .forEach(
            tie ->
                find(new Address(Kind.COLUMN, tie.address().container(), column.name()), tables));
  }
}
