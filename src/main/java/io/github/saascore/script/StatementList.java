package io.github.saascore.script;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The statements of a script, kept as their places: of a script of half a million INSERTs each
 * takes eight bytes. What is asked for is made anew at every call. It does not change.
 */
public final class StatementList extends AbstractList<Statement> implements RandomAccess {
  /**
   * Statements in a block: arrays that are larger than half a region of the heap cost whole ones.
   */
  private static final int BLOCK = 1024;

  private final Optional<Source> source;

  /**
   * Where one begins and where it ends, by turns, in blocks of equal size; two zeros for another
   * one.
   */
  private final List<int[]> places;

  private final int size;
  private final Map<Integer, Statement> others;

  private StatementList(
      Optional<Source> source, List<int[]> places, int size, Map<Integer, Statement> others) {
    this.source = source;
    this.places = places;
    this.size = size;
    this.others = others;
  }

  /** Returns a list of the same statements that does not change, as {@link List#copyOf} does. */
  public static List<Statement> copyOf(List<Statement> statements) {
    return statements instanceof StatementList ? statements : List.copyOf(statements);
  }

  /**
   * Returns those statements whose first token begins with one of some letters: of a script of half
   * a million INSERTs, a look for other statements makes none.
   *
   * @param letters ASCII letters in lower case, which stand for the upper case too
   */
  public static Stream<Statement> beginning(List<Statement> statements, String letters) {
    return statements instanceof StatementList list
        ? IntStream.range(0, list.size)
            .filter(index -> list.begins(index, letters))
            .mapToObj(list::get)
        : statements.stream().filter(statement -> statement.beginsWithAny(letters));
  }

  private boolean begins(int index, String letters) {
    int[] block = places.get(index / BLOCK);
    int at = 2 * (index % BLOCK);
    return block[at + 1] == 0
        ? others.get(index).beginsWithAny(letters)
        : source.orElseThrow().isAnyAt(block[at], letters);
  }

  @Override
  public Statement get(int index) {
    Objects.checkIndex(index, size);
    int[] block = places.get(index / BLOCK);
    int at = 2 * (index % BLOCK);
    int end = block[at + 1];
    return end == 0
        ? others.get(index)
        : new Statement(source.orElseThrow(), block[at], end, Optional.empty(), List.of());
  }

  @Override
  public int size() {
    return size;
  }

  /** Takes the statements of one script after the other. */
  static final class Builder {
    private Optional<Source> source = Optional.empty();
    private final List<int[]> full = new ArrayList<>();
    private int[] open = new int[8];
    private int used;
    private int size;

    /** Those that are more than a place: with data or allowances, or of another source. */
    private final Map<Integer, Statement> others = new HashMap<>();

    void add(Statement statement) {
      if (used == open.length) {
        makeRoom();
      }
      if (source.isEmpty()) {
        source = Optional.of(statement.source());
      }
      boolean plain = statement.data().isEmpty() && statement.allowances().isEmpty();
      if (plain && statement.source() == source.get()) {
        open[used] = statement.offset();
        open[used + 1] = statement.end();
      } else {
        others.put(size, statement);
      }
      used += 2;
      size++;
    }

    private void makeRoom() {
      if (used < 2 * BLOCK) {
        open = Arrays.copyOf(open, 2 * used);
      } else {
        full.add(open);
        open = new int[2 * BLOCK];
        used = 0;
      }
    }

    List<Statement> build() {
      List<int[]> places = new ArrayList<>(full);
      places.add(Arrays.copyOf(open, used));
      return new StatementList(source, places, size, Map.copyOf(others));
    }
  }
}
