package io.github.saascore.engine.hazard;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Problems;
import io.github.saascore.revision.Suggestions;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rules that are on.
 *
 * @param on their ids
 */
public record Rules(Set<String> on) {
  static final List<Detector> DETECTORS =
      List.of(
          new IndexHazards(),
          new ConstraintHazards(),
          new KeyHazards(),
          new ColumnHazards(),
          new TableHazards(),
          new PartitionHazards(),
          new TypeHazards(),
          new DataHazards(),
          new LossHazards(),
          new ScriptHazards(),
          new ClientHazards(),
          new StyleHazards(),
          new SuspensionHazards());

  /** What an allowance is told that nothing needed. */
  static final Rule UNUSED_ALLOW =
      Rule.warn(
          "unused-allow",
          Family.SCRIPT,
          "The comment allows what the statement does not do.",
          "take the comment out");

  private static final Map<String, Rule> ALL = table();

  /** Copies the ids. */
  public Rules {
    on = Set.copyOf(on);
  }

  private static Map<String, Rule> table() {
    Map<String, Rule> table = new LinkedHashMap<>();
    Stream.of(
            DETECTORS.stream().flatMap(detector -> detector.rules().stream()),
            ModelAdvice.RULES.stream(),
            Stream.of(UNUSED_ALLOW))
        .flatMap(rules -> rules)
        .forEach(rule -> table.put(rule.id(), rule));
    return table;
  }

  /** Returns all rules there are. */
  public static List<Rule> all() {
    return List.copyOf(ALL.values());
  }

  /** Returns the rule of an id, if there is one. */
  public static Optional<Rule> find(String id) {
    return Optional.ofNullable(ALL.get(id));
  }

  /** Returns the rules that are on unless somebody says otherwise. */
  public static Rules standard() {
    return of(List.of(), "");
  }

  /**
   * Returns the standard rules with changes.
   *
   * @param changes ids to switch on, ids with a minus before them to switch off, or {@code all}
   * @param place who says so, for errors
   * @throws io.github.saascore.revision.SaascoreException BAD_PARAMETER with all unknown ids
   */
  public static Rules of(Collection<String> changes, String place) {
    Set<String> on = new LinkedHashSet<>();
    all().stream().filter(Rule::standard).map(Rule::id).forEach(on::add);
    Problems problems = new Problems();
    for (String change : changes) {
      boolean off = change.startsWith("-");
      String id = off || change.startsWith("+") ? change.substring(1) : change;
      if (id.equals("all")) {
        on.addAll(ALL.keySet());
      } else if (!ALL.containsKey(id)) {
        problems.add(unknown(id, place));
      } else if (off) {
        on.remove(id);
      } else {
        on.add(id);
      }
    }
    problems.throwIfAny();
    return new Rules(on);
  }

  /** Returns the problem of an id that no rule has. */
  static Problem unknown(String id, String place) {
    Problem problem = Problem.of(Code.BAD_PARAMETER, "there is no rule '" + id + "'").at(place);
    return problem.hint(
        Suggestions.closest(id, ALL.keySet()).stream()
            .findFirst()
            .map(near -> "did you mean '" + near + "'?")
            .orElse("the rules: " + String.join(", ", ALL.keySet())));
  }

  /** Tells whether a rule is on. */
  boolean has(Rule rule) {
    return on.contains(rule.id());
  }
}
