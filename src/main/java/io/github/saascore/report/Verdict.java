package io.github.saascore.report;

import java.util.List;

/**
 * What is said at the end of a run.
 *
 * @param lines what was done and where the database stands; at least one
 * @param warnings what needs a look although the run went well
 */
public record Verdict(List<String> lines, List<String> warnings) {
  /** Copies the lists. */
  public Verdict {
    lines = List.copyOf(lines);
    warnings = List.copyOf(warnings);
  }
}
