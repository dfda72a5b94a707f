package io.github.saascore.engine.hazard;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What was found.
 *
 * @param hazards the findings in the order of the statements, without those that are allowed
 * @param revisions how many revisions were looked at
 * @param scripts how many repeatable scripts were looked at
 * @param statements how many statements were run
 * @param allowed how many findings a comment allows
 * @param assumed what was needed and made by no earlier revision, in words
 * @param notes what could not be looked at, in words
 * @param server the server on which the statements ran, for example {@code 18.6}; empty when none
 *     was needed
 */
public record LintResult(
    List<Hazard> hazards,
    int revisions,
    int scripts,
    int statements,
    int allowed,
    List<String> assumed,
    List<String> notes,
    String server) {
  /** Copies the lists. */
  public LintResult {
    hazards = List.copyOf(hazards);
    assumed = List.copyOf(assumed);
    notes = List.copyOf(notes);
  }

  /** Returns the result where there is nothing to look at. */
  static LintResult nothing() {
    return new LintResult(List.of(), 0, 0, 0, 0, List.of(), List.of(), "");
  }

  /** Tells whether there was nothing to look at. */
  public boolean isNothing() {
    return revisions == 0 && scripts == 0;
  }

  /** Returns how many findings have this severity. */
  public int count(Severity severity) {
    return (int) hazards.stream().filter(hazard -> hazard.severity() == severity).count();
  }

  /** Returns the severity of the worst finding; empty without any. */
  public Optional<Severity> worst() {
    return hazards.stream().map(Hazard::severity).max(Comparator.naturalOrder());
  }

  /** Returns how many findings are as bad as this or worse. */
  public int atLeast(Severity severity) {
    return (int)
        hazards.stream().filter(hazard -> hazard.severity().compareTo(severity) >= 0).count();
  }
}
