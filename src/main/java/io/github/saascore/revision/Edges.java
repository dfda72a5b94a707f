package io.github.saascore.revision;

import java.util.Arrays;
import java.util.BitSet;

/**
 * One kind of edge between revisions that are numbered in file order: from each to its parents, or
 * from each to its children.
 */
final class Edges {
  private final int[][] ends;

  private Edges(int[][] ends) {
    this.ends = ends;
  }

  /** Takes the ends of the edges of each revision. */
  static Edges of(int[][] ends) {
    return new Edges(ends);
  }

  /** Returns the ends of one revision's edges; the caller only reads them. */
  int[] of(int revision) {
    return ends[revision];
  }

  int size() {
    return ends.length;
  }

  /** Returns the same edges, the other way round; ends are in file order. */
  Edges reversed() {
    int[] counts = new int[ends.length];
    for (int[] each : ends) {
      for (int end : each) {
        counts[end]++;
      }
    }
    int[][] back = new int[ends.length][];
    Arrays.setAll(back, i -> new int[counts[i]]);
    Arrays.fill(counts, 0);
    for (int i = 0; i < ends.length; i++) {
      for (int end : ends[i]) {
        back[end][counts[end]++] = i;
      }
    }
    return new Edges(back);
  }

  /** Returns the start and everything that can be reached from it. */
  BitSet closure(BitSet start) {
    BitSet seen = (BitSet) start.clone();
    spread(start, seen);
    return seen;
  }

  /** Returns what can be reached from the start by one edge or more. */
  BitSet beyond(BitSet start) {
    BitSet seen = new BitSet(ends.length);
    spread(start, seen);
    return seen;
  }

  private void spread(BitSet start, BitSet seen) {
    int[] todo = new int[ends.length];
    int open = 0;
    for (int i = start.nextSetBit(0); i >= 0; i = start.nextSetBit(i + 1)) {
      todo[open++] = i;
      while (open > 0) {
        for (int end : ends[todo[--open]]) {
          if (!seen.get(end)) {
            seen.set(end);
            todo[open++] = end;
          }
        }
      }
    }
  }
}
