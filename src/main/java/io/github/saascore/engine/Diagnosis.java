package io.github.saascore.engine;

import java.util.Comparator;
import java.util.List;

/**
 * What a doctor found, in the order in which a person reads it: server, role, revisions, objects.
 *
 * @param database the name of the database
 * @param findings at least the server's line
 */
public record Diagnosis(String database, List<Finding> findings) {
  /** Takes a copy of the findings. */
  public Diagnosis {
    findings = List.copyOf(findings);
  }

  /** Returns the level of the worst finding. */
  public Finding.Level worst() {
    return findings.stream()
        .map(Finding::level)
        .max(Comparator.naturalOrder())
        .orElse(Finding.Level.OK);
  }

  /** Returns how many findings have this level. */
  public int count(Finding.Level level) {
    return (int) findings.stream().filter(finding -> finding.level() == level).count();
  }
}
