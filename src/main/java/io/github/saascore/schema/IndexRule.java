package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The rule of indexes that are not a constraint's. */
final class IndexRule implements Rule {

  @Override
  public List<String> create(Fact index, List<Fact> parts) {
    List<String> statements = new ArrayList<>();
    statements.add(index.text("definition"));
    index
        .get("tablespace")
        .ifPresent(space -> statements.add(alter(index) + "SET TABLESPACE " + space));
    statements.addAll(statistics(index));
    statements.addAll(marks(index, index.text("on_table")));
    return statements;
  }

  private static List<String> statistics(Fact index) {
    return index.list("statistics").stream()
        .map(text -> text.split(" "))
        .map(pair -> alter(index) + "ALTER COLUMN " + pair[0] + " SET STATISTICS " + pair[1])
        .toList();
  }

  /** Returns the statements that make an index the one to cluster on or to identify rows by. */
  static List<String> marks(Fact index, String table) {
    List<String> statements = new ArrayList<>();
    for (String mark : List.of("clustered", "replica_identity")) {
      if (index.is(mark)) {
        statements.addAll(changedMark(index, table, mark));
      }
    }
    return statements;
  }

  /** Returns the statement for a mark that came or went; the table itself says what replaces it. */
  static List<String> changedMark(Fact index, String table, String mark) {
    String alter = "ALTER TABLE " + table + " ";
    if (mark.equals("clustered")) {
      return List.of(
          alter
              + (index.is(mark) ? "CLUSTER ON " + index.address().name() : "SET WITHOUT CLUSTER"));
    }
    return index.is(mark)
        ? List.of(alter + "REPLICA IDENTITY USING INDEX " + index.address().name())
        : List.of();
  }

  /** Returns the statement that joins a partition's index to the index of its parent. */
  static String attach(Fact index) {
    return "ALTER INDEX "
        + index.text("attached_index")
        + " ATTACH PARTITION "
        + index.address().qualified();
  }

  private static String alter(Fact index) {
    return "ALTER INDEX " + index.address().qualified() + " ";
  }

  @Override
  public Alteration alter(Fact from, Fact to, Set<String> changed) {
    List<String> statements = new ArrayList<>();
    for (String attribute : changed) {
      switch (attribute) {
        case "clustered", "replica_identity" ->
            statements.addAll(changedMark(to, to.text("on_table"), attribute));
        case "tablespace" ->
            statements.add(alter(to) + "SET TABLESPACE " + to.get(attribute).orElse("pg_default"));
        case "statistics" -> statements.addAll(statistics(to));
        case "attached_index" -> {
          if (from.has(attribute)) {
            return Alteration.again();
          }
          statements.add(attach(to));
        }
        case "invalid" -> {
          if (to.has(attribute)) {
            return new Alteration.Refused("an index cannot be made invalid by a statement");
          }
          return Alteration.again();
        }
        default -> {
          return Alteration.again();
        }
      }
    }
    return Alteration.inPlace(statements);
  }
}
