package io.github.saascore.engine.verify;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a database has, and what of it does not work as it seems to.
 *
 * @param tables the tables by name, partitions with the table that they are a part of
 * @param invalidIndexes indexes that the server does not use
 * @param notValid constraints that hold for new rows alone
 * @param sequences the sequences by name
 */
public record Health(
    List<Table> tables,
    List<InvalidIndex> invalidIndexes,
    List<NotValid> notValid,
    List<Sequence> sequences) {

  /** Copies the lists. */
  public Health {
    tables = List.copyOf(tables);
    invalidIndexes = List.copyOf(invalidIndexes);
    notValid = List.copyOf(notValid);
    sequences = List.copyOf(sequences);
  }

  /**
   * A table.
   *
   * @param name the quoted name with its schema
   * @param rows about how many rows it has, as the server's statistics know
   * @param bytes its size with indexes
   */
  public record Table(String name, long rows, long bytes) {}

  /**
   * An index whose build was broken off, or failed.
   *
   * @param name the quoted name with its schema
   * @param table its table
   * @param mends what makes it valid, or takes it away where it is a leftover, in this order
   */
  public record InvalidIndex(String name, String table, List<String> mends) {
    /** Copies the list. */
    public InvalidIndex {
      mends = List.copyOf(mends);
    }

    /** Returns it with what mends another part of it, too. */
    InvalidIndex and(InvalidIndex other) {
      return new InvalidIndex(
          name, table, Stream.concat(mends.stream(), other.mends.stream()).toList());
    }
  }

  /**
   * A constraint that old rows were not checked for.
   *
   * @param name its quoted name
   * @param table its table, or its domain
   * @param mend what has them checked
   */
  public record NotValid(String name, String table, String mend) {}

  /**
   * A sequence.
   *
   * @param name the quoted name with its schema
   * @param column the column that it numbers, if it belongs to one
   * @param last the last number that was given; empty if none was
   * @param end the last number that it can give and that its column can hold
   * @param isNearlyUsed whether it is time to think of a larger type
   * @param mend what gives it more numbers, where anything can
   */
  public record Sequence(
      String name,
      Optional<String> column,
      Optional<Long> last,
      long end,
      boolean isNearlyUsed,
      Optional<String> mend) {
    /** Returns how much of it is used up, in percent. */
    public int used() {
      return last.map(given -> (int) Math.round(100.0 * given / end)).orElse(0);
    }
  }

  /** Returns the sequences that are nearly used up. */
  public List<Sequence> nearlyUsed() {
    return sequences.stream().filter(Sequence::isNearlyUsed).toList();
  }
}
