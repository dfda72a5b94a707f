package io.github.saascore.script;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;

/**
 * The statements of a script, kept as their places: of a script of half a million INSERTs each
 * takes eight bytes. What is asked for is made anew at every call. It does not change.
 */
public final class StatementList extends AbstractList<Statement> implements RandomAccess {
  private final Optional<Source> source;

  /** Where one begins and where it ends, by turns; two zeros for another one. */
  private final int[] places;

  private final Map<Integer, Statement> others;

  private StatementList(Optional<Source> source, int[] places, Map<Integer, Statement> others) {
    this.source = source;
    this.places = places;
    this.others = others;
  }

  /** Returns a list of the same statements that does not change, as {@link List#copyOf} does. */
  public static List<Statement> copyOf(List<Statement> statements) {
    return statements instanceof StatementList ? statements : List.copyOf(statements);
  }

  @Override
  public Statement get(int index) {
    Objects.checkIndex(index, size());
    int end = places[2 * index + 1];
    return end == 0
        ? others.get(index)
        : new Statement(source.orElseThrow(), places[2 * index], end, Optional.empty(), List.of());
  }

  @Override
  public int size() {
    return places.length / 2;
  }

  /** Takes the statements of one script after the other. */
  static final class Builder {
    private Optional<Source> source = Optional.empty();
    private int[] places = new int[8];
    private int size;

    /** Those that are more than a place: with data or allowances, or of another source. */
    private final Map<Integer, Statement> others = new HashMap<>();

    void add(Statement statement) {
      if (2 * size == places.length) {
        places = Arrays.copyOf(places, 2 * places.length);
      }
      if (source.isEmpty()) {
        source = Optional.of(statement.source());
      }
      boolean plain = statement.data().isEmpty() && statement.allowances().isEmpty();
      if (plain && statement.source() == source.get()) {
        places[2 * size] = statement.offset();
        places[2 * size + 1] = statement.end();
      } else {
        others.put(size, statement);
      }
      size++;
    }

    List<Statement> build() {
      return new StatementList(source, Arrays.copyOf(places, 2 * size), Map.copyOf(others));
    }
  }
}
