package io.github.saascore.engine.hazard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How one case and one family came out.
 *
 * @param expected whether the tool finds it
 * @param found whether we do
 * @param undecidable why the server cannot be asked, if it cannot
 */
record Verdict(
    HazardCase one, String family, boolean expected, boolean found, Optional<String> undecidable) {

  boolean agrees() {
    return expected == found;
  }

  /**
   * Returns the verdicts of a case: on each family that is asserted. Where the case lists all that
   * the tool finds, what it does not list is asserted not to be found.
   *
   * @param vocabulary the families that the tool finds in any case
   */
  static List<Verdict> of(HazardCase one, HazardRun.Outcome outcome, Set<String> vocabulary) {
    Set<String> asserted = new TreeSet<>(one.rules());
    asserted.addAll(one.mustNot());
    if (one.scope().equals("complete")) {
      asserted.addAll(vocabulary);
    }
    one.ignored().stream()
        .map(name -> Families.byNative(one.tool(), name))
        .filter(family -> !one.rules().contains(family))
        .forEach(asserted::remove);
    List<Verdict> verdicts = new ArrayList<>();
    for (String family : asserted) {
      verdicts.add(
          new Verdict(
              one,
              family,
              one.rules().contains(family),
              isFound(one, family, outcome),
              undecidable(one, outcome)));
    }
    return verdicts;
  }

  private static boolean isFound(HazardCase one, String family, HazardRun.Outcome outcome) {
    Set<String> rules = Families.rules(one.tool(), family);
    // eugene looks at tables that were there only.
    boolean old = one.tool().startsWith("eugene") && family.equals("fk-without-index");
    return outcome.hits().stream()
        .filter(hit -> rules.contains(hit.found().rule().id()))
        .anyMatch(hit -> !old || hit.scene().existed(hit.found().table()));
  }

  private static Optional<String> undecidable(HazardCase one, HazardRun.Outcome outcome) {
    if (one.version() > 0 && one.version() < 14) {
      return Optional.of("is about PostgreSQL " + one.version() + ", which is not supported");
    }
    return outcome.hits().stream()
        .filter(hit -> hit.found().rule().equals(ScriptHazards.FAILS))
        .findFirst()
        .map(hit -> "the server refuses the script: " + hit.found().what());
  }
}
