package io.github.saascore.engine.drift;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what is wrong about the rows after a way there and back. */
final class RowProblems {
  private RowProblems() {}

  /** Returns the problem of a way back that loses what was there before its upgrade. */
  static Problem lost(RoundTrip trip, WayBack.Lossy lossy) {
    return Problem.of(
            Code.ROWS_DIFFER,
            "revision %s, applied and undone, loses what was there before"
                .formatted(trip.revision().id()))
        .at(trip.place())
        .because(String.join("\n", lossy.losses()))
        .hint(
            """
            let the upgrade put it aside, and the downgrade bring it back
            or say that there is no way back: -- saascore:downgrade irreversible <why>
            or let losses pass: mvn saascore:test -Dsaascore.lossy=warn\
            """);
  }

  /**
   * Returns the problem of rows that a downgrade leaves and the next upgrade makes once more.
   *
   * @param start before the first upgrade
   * @param up after it
   * @param down after the downgrade
   * @param again after the second upgrade
   */
  static Optional<Problem> doubled(
      RoundTrip trip, Contents start, Contents up, Contents down, Contents again) {
    List<String> lines = new ArrayList<>();
    for (String table : start.grownIn(down)) {
      if (again.rows(table) != up.rows(table)) {
        lines.add(
            "%s: %d row(s) left behind; %d after the second upgrade, %d after the first"
                .formatted(
                    table,
                    down.rows(table) - start.rows(table),
                    again.rows(table),
                    up.rows(table)));
      }
    }
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                    Code.ROWS_DIFFER,
                    "the downgrade of revision %s leaves rows that its upgrade makes again"
                        .formatted(trip.revision().id()))
                .at(trip.place())
                .because(String.join("\n", lines))
                .hint(
                    "delete them in the downgrade section, or let the upgrade insert with ON"
                        + " CONFLICT DO NOTHING"));
  }
}
