package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;

/**
 * Puts actions in order.
 *
 * <p>An action can be part of another, as a column's creation is part of its table's. Where such a
 * union closes a circle it is undone and the part stands for itself: mutual foreign keys and
 * defaults that call functions on their own table come apart that way.
 */
final class ActionGraph {

  /**
   * The result of ordering.
   *
   * @param actions all actions that are not part of another, in order; empty if there is a circle
   * @param circle the actions that wait for each other, normally none
   */
  record Order(List<ActionKey> actions, List<ActionKey> circle) {}

  private final Set<ActionKey> keys = new HashSet<>();
  private final Map<ActionKey, ActionKey> unions = new HashMap<>();
  private final Set<ActionKey> fixed = new HashSet<>();
  private final Map<ActionKey, Set<ActionKey>> later = new HashMap<>();
  private final Map<ActionKey, Set<ActionKey>> preferred = new HashMap<>();

  void add(ActionKey key) {
    keys.add(key);
  }

  boolean has(ActionKey key) {
    return keys.contains(key);
  }

  /** Makes an action part of another, as long as that closes no circle. */
  void unite(ActionKey part, ActionKey whole) {
    unions.putIfAbsent(part, whole);
  }

  /** Makes an action part of another for good: it has no statement of its own. */
  void imply(ActionKey part, ActionKey whole) {
    unions.put(part, whole);
    fixed.add(part);
  }

  boolean implied(ActionKey key) {
    return fixed.contains(key);
  }

  /** Puts one action before another, if both are there. */
  void before(ActionKey first, ActionKey second) {
    if (!first.equals(second) && keys.contains(first) && keys.contains(second)) {
      later.computeIfAbsent(first, key -> new HashSet<>()).add(second);
    }
  }

  /** Puts one action before another, as long as that closes no circle. */
  void prefer(ActionKey first, ActionKey second) {
    if (!first.equals(second) && keys.contains(first) && keys.contains(second)) {
      preferred.computeIfAbsent(first, key -> new HashSet<>()).add(second);
    }
  }

  /** Returns the action that an action is in the end a part of. */
  ActionKey whole(ActionKey key) {
    ActionKey current = key;
    ActionKey next = unions.get(current);
    while (next != null) {
      current = next;
      next = unions.get(current);
    }
    return current;
  }

  /** Returns all actions in an order that holds every edge, or the circle that forbids it. */
  Order order() {
    while (true) {
      Map<ActionKey, Set<ActionKey>> edges = edges();
      List<ActionKey> ordered = sort(edges);
      Set<ActionKey> rest = wholes();
      rest.removeAll(new HashSet<>(ordered));
      if (rest.isEmpty()) {
        return new Order(ordered, List.of());
      }
      Set<ActionKey> knot = knot(rest, edges);
      if (preferred.keySet().removeAll(knot)) {
        continue;
      }
      List<ActionKey> parts = weakest(knot);
      if (parts.isEmpty()) {
        return new Order(List.of(), List.copyOf(new TreeSet<>(knot)));
      }
      unions.keySet().removeAll(Set.copyOf(parts));
    }
  }

  /** Returns the parts of an action, itself left out, implied ones left out or alone. */
  Map<ActionKey, List<ActionKey>> parts() {
    Map<ActionKey, List<ActionKey>> parts = new HashMap<>();
    for (ActionKey part : new TreeSet<>(unions.keySet())) {
      parts.computeIfAbsent(whole(part), key -> new ArrayList<>()).add(part);
    }
    return parts;
  }

  private Set<ActionKey> wholes() {
    Set<ActionKey> wholes = new HashSet<>();
    keys.forEach(key -> wholes.add(whole(key)));
    return wholes;
  }

  private Map<ActionKey, Set<ActionKey>> edges() {
    Map<ActionKey, Set<ActionKey>> edges = new HashMap<>();
    for (Map<ActionKey, Set<ActionKey>> each : List.of(later, preferred)) {
      each.forEach((first, seconds) -> add(edges, first, seconds));
    }
    return edges;
  }

  private void add(Map<ActionKey, Set<ActionKey>> edges, ActionKey first, Set<ActionKey> seconds) {
    ActionKey source = whole(first);
    for (ActionKey second : seconds) {
      ActionKey target = whole(second);
      if (!source.equals(target)) {
        edges.computeIfAbsent(source, key -> new HashSet<>()).add(target);
      }
    }
  }

  private List<ActionKey> sort(Map<ActionKey, Set<ActionKey>> edges) {
    Map<ActionKey, Integer> waiting = new HashMap<>();
    edges
        .values()
        .forEach(targets -> targets.forEach(target -> waiting.merge(target, 1, Integer::sum)));
    PriorityQueue<ActionKey> ready = new PriorityQueue<>();
    wholes().stream().filter(key -> !waiting.containsKey(key)).forEach(ready::add);
    List<ActionKey> ordered = new ArrayList<>();
    while (!ready.isEmpty()) {
      ActionKey next = ready.remove();
      ordered.add(next);
      for (ActionKey target : edges.getOrDefault(next, Set.of())) {
        if (waiting.merge(target, -1, Integer::sum) == 0) {
          ready.add(target);
        }
      }
    }
    return ordered;
  }

  /** Returns the actions of one circle among those that could not be ordered. */
  private static Set<ActionKey> knot(Set<ActionKey> rest, Map<ActionKey, Set<ActionKey>> edges) {
    Map<ActionKey, Set<ActionKey>> earlier = new HashMap<>();
    edges.forEach(
        (first, targets) ->
            targets.forEach(t -> earlier.computeIfAbsent(t, k -> new HashSet<>()).add(first)));
    List<ActionKey> path = new ArrayList<>();
    ActionKey current = Collections.min(rest);
    while (!path.contains(current)) {
      path.add(current);
      // Everything in the rest waits for something in the rest: walking back must close a circle.
      current =
          earlier.get(current).stream()
              .filter(rest::contains)
              .min(Comparator.naturalOrder())
              .orElseThrow();
    }
    return new TreeSet<>(path.subList(path.indexOf(current), path.size()));
  }

  /** Returns the parts whose own edges hold a circle together and that best stand alone. */
  private List<ActionKey> weakest(Set<ActionKey> knot) {
    Set<ActionKey> candidates = new TreeSet<>();
    later.forEach(
        (first, seconds) -> {
          for (ActionKey second : seconds) {
            ActionKey source = whole(first);
            ActionKey target = whole(second);
            if (knot.contains(source) && knot.contains(target) && !source.equals(target)) {
              candidates.add(first);
              candidates.add(second);
            }
          }
        });
    candidates.removeIf(key -> !unions.containsKey(key) || fixed.contains(key));
    Optional<Kind> kind =
        candidates.stream().map(key -> key.address().kind()).max(Comparator.naturalOrder());
    return candidates.stream().filter(key -> kind.get() == key.address().kind()).toList();
  }
}
