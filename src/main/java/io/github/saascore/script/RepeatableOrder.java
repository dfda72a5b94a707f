package io.github.saascore.script;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Problems;
import io.github.saascore.revision.Suggestions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Orders repeatable scripts by their dependencies and then by name. */
final class RepeatableOrder {
  private final Map<String, RepeatableScript> byName = new TreeMap<>();
  private final Map<String, Set<String>> waitsFor = new HashMap<>();
  private final Map<String, Set<String>> neededBy = new HashMap<>();
  private final Problems problems;

  private RepeatableOrder(List<RepeatableScript> scripts, Problems problems) {
    this.problems = problems;
    scripts.forEach(script -> byName.put(script.name(), script));
    byName.values().forEach(this::resolve);
  }

  /**
   * Returns the scripts in the order in which they run, and collects unknown names and cycles.
   *
   * @param scripts the scripts, each name once
   */
  static List<RepeatableScript> sort(List<RepeatableScript> scripts, Problems problems) {
    return new RepeatableOrder(scripts, problems).sorted();
  }

  private void resolve(RepeatableScript script) {
    Set<String> names = new HashSet<>();
    for (String written : script.dependsOn()) {
      Optional<String> name =
          byName.containsKey(written) ? Optional.of(written) : withEnding(written);
      if (name.isEmpty()) {
        problems.add(unknown(script, written));
      }
      name.ifPresent(names::add);
    }
    waitsFor.put(script.name(), names);
    names.forEach(
        name -> neededBy.computeIfAbsent(name, any -> new HashSet<>()).add(script.name()));
  }

  private Optional<String> withEnding(String written) {
    return Optional.of(written + ".sql").filter(byName::containsKey);
  }

  private Problem unknown(RepeatableScript script, String written) {
    return Problem.of(
            Code.BAD_HEADER, "depends_on names a script that does not exist: '" + written + "'")
        .at(script.path().toString())
        .hint(
            Suggestions.didYouMean(written, byName.keySet())
                .orElse("name a file of the same folder, with its ending"));
  }

  private List<RepeatableScript> sorted() {
    List<RepeatableScript> sorted = new ArrayList<>();
    TreeSet<String> ready =
        byName.keySet().stream()
            .filter(name -> waitsFor.get(name).isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
    while (!ready.isEmpty()) {
      String name = ready.pollFirst();
      sorted.add(byName.get(name));
      for (String next : neededBy.getOrDefault(name, Set.of())) {
        waitsFor.get(next).remove(name);
        if (waitsFor.get(next).isEmpty()) {
          ready.add(next);
        }
      }
    }
    if (sorted.size() < byName.size()) {
      reportCycle(sorted);
    }
    return sorted;
  }

  /** Follows what waits until a name comes twice. */
  private void reportCycle(List<RepeatableScript> sorted) {
    Set<String> left = new TreeSet<>(byName.keySet());
    sorted.forEach(script -> left.remove(script.name()));
    List<String> way = new ArrayList<>();
    String name = left.iterator().next();
    while (!way.contains(name)) {
      way.add(name);
      name = new TreeSet<>(waitsFor.get(name)).first();
    }
    List<String> cycle = new ArrayList<>(way.subList(way.indexOf(name), way.size()));
    cycle.add(name);
    problems.add(
        Problem.of(Code.CYCLE, "repeatable scripts depend on each other in a circle")
            .at(byName.get(name).path().toString())
            .because(String.join(" -> ", cycle))
            .hint("take one of the depends_on out"));
  }
}
