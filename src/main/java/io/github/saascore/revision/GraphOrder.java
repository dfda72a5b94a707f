package io.github.saascore.revision;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Sorts revisions so that each stands before what it follows or depends on.
 *
 * <p>The order is Alembic's: begin with the heads in file order, go down the first one's line, and
 * where a revision has to wait for another line, go on with that one. Alembic compares sets of
 * ancestors to learn that; here every revision counts the children that are still to come, so that
 * the time grows with the number of edges.
 */
final class GraphOrder {
  private final Edges parents;
  private final Edges children;
  private final BitSet open;
  private final int[] waitingFor;
  private final List<Integer> fronts = new ArrayList<>();
  private final BitSet isFront;

  private GraphOrder(Edges parents, Edges children, BitSet some) {
    this.parents = parents;
    this.children = children;
    this.open = parents.closure(some);
    open.and(children.closure(some));
    this.waitingFor = new int[parents.size()];
    this.isFront = new BitSet(parents.size());
    for (int i = open.nextSetBit(0); i >= 0; i = open.nextSetBit(i + 1)) {
      for (int child : children.of(i)) {
        waitingFor[i] += open.get(child) ? 1 : 0;
      }
      if (waitingFor[i] == 0) {
        fronts.add(i);
        isFront.set(i);
      }
    }
  }

  /** Returns the numbers of some revisions, newest first. */
  static int[] newestFirst(Edges parents, Edges children, BitSet some) {
    return new GraphOrder(parents, children, some).sort(some);
  }

  private int[] sort(BitSet some) {
    int[] order = new int[some.cardinality()];
    int found = 0;
    int current = 0;
    while (!fronts.isEmpty()) {
      int next = fronts.get(current);
      if (waitingFor[next] > 0) {
        current = frontAbove(next);
        continue;
      }
      open.clear(next);
      if (some.get(next)) {
        order[found++] = next;
      }
      current = advance(current);
    }
    return order;
  }

  /** Returns the place of the first front that leads down to a revision that has to wait. */
  private int frontAbove(int waiting) {
    BitSet above = new BitSet(parents.size());
    int[] todo = new int[parents.size() + 1];
    int size = 0;
    todo[size++] = waiting;
    while (size > 0) {
      for (int child : children.of(todo[--size])) {
        if (open.get(child) && !above.get(child)) {
          above.set(child);
          todo[size++] = child;
        }
      }
    }
    int place = 0;
    while (!above.get(fronts.get(place))) {
      place++;
    }
    return place;
  }

  /** Puts the parents of the finished front in its place and returns the front to go on with. */
  private int advance(int current) {
    boolean replaced = false;
    for (int parent : parents.of(fronts.get(current))) {
      if (open.get(parent)) {
        waitingFor[parent]--;
        if (!isFront.get(parent)) {
          isFront.set(parent);
          if (replaced) {
            fronts.add(parent);
          } else {
            fronts.set(current, parent);
            replaced = true;
          }
        }
      }
    }
    if (replaced) {
      return current;
    }
    fronts.remove(current);
    return Math.max(current - 1, 0);
  }
}
