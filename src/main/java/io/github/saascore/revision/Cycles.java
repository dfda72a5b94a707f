package io.github.saascore.revision;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** Finds the circles in which revisions follow each other. */
final class Cycles {
  private final Edges parents;
  private final Edges children;
  private final int[] open;
  private final boolean[] gone;

  private Cycles(Edges parents) {
    this.parents = parents;
    this.children = parents.reversed();
    this.open = new int[parents.size()];
    this.gone = new boolean[parents.size()];
  }

  /**
   * Returns circles that have no revision in common, each from parent to child and beginning with
   * its first revision in file order; empty when there is none.
   */
  static List<List<Integer>> in(Edges parents) {
    return new Cycles(parents).find();
  }

  private List<List<Integer>> find() {
    for (int i = 0; i < open.length; i++) {
      open[i] = parents.of(i).length;
    }
    for (int i = 0; i < open.length; i++) {
      if (open[i] == 0) {
        remove(i);
      }
    }
    List<List<Integer>> found = new ArrayList<>();
    for (int i = 0; i < open.length; i++) {
      while (!gone[i]) {
        List<Integer> cycle = cycleAbove(i);
        cycle.forEach(this::remove);
        found.add(cycle);
      }
    }
    return found;
  }

  /** Takes a revision away, and with it all that then have no parent left. */
  private void remove(int revision) {
    Deque<Integer> todo = new ArrayDeque<>(List.of(revision));
    while (!todo.isEmpty()) {
      int next = todo.pop();
      if (!gone[next]) {
        gone[next] = true;
        for (int child : children.of(next)) {
          if (--open[child] == 0) {
            todo.push(child);
          }
        }
      }
    }
  }

  /**
   * Follows remaining parents, of which every remaining revision has one, until one comes again.
   */
  private List<Integer> cycleAbove(int start) {
    int[] place = new int[open.length];
    List<Integer> path = new ArrayList<>();
    int next = start;
    while (place[next] == 0) {
      path.add(next);
      place[next] = path.size();
      next = remainingParent(next);
    }
    List<Integer> cycle = new ArrayList<>(path.subList(place[next] - 1, path.size()));
    Collections.reverse(cycle);
    Collections.rotate(cycle, -cycle.indexOf(Collections.min(cycle)));
    return cycle;
  }

  private int remainingParent(int revision) {
    for (int parent : parents.of(revision)) {
      if (!gone[parent]) {
        return parent;
      }
    }
    throw new IllegalStateException("revision " + revision + " has no parent left");
  }
}
