package io.github.saascore.engine;

import io.github.saascore.postgres.Skipped;
import io.github.saascore.script.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What is done with a revision of which something is in the database before it runs. */
public sealed interface Choice {

  /**
   * All that it makes is there and is equal: it is recorded, and none of its statements runs.
   *
   * @param data its statements of data, which are not run again
   */
  record Adopt(List<Skipped> data) implements Choice {
    /** Copies the list. */
    public Adopt {
      data = List.copyOf(data);
    }
  }

  /**
   * A part of what it makes is there and is equal: the other statements run.
   *
   * @param statements all of them in order; an ALTER with several actions may be taken apart
   * @param there those that are left out, by their number in that list from 0
   */
  record Part(List<Statement> statements, Map<Integer, Skipped> there) implements Choice {
    /** Copies the collections. */
    public Part {
      statements = List.copyOf(statements);
      there = Map.copyOf(there);
    }

    /** Returns the statements that run. */
    List<Statement> missing() {
      return IntStream.range(0, statements.size())
          .filter(i -> !there.containsKey(i))
          .mapToObj(statements::get)
          .toList();
    }

    /** Returns what is left out, in the order of the script. */
    List<Skipped> skipped() {
      return new TreeMap<>(there).values().stream().toList();
    }
  }
}
