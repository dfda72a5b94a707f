package io.github.saascore.engine.drift;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.schema.Change;
import io.github.saascore.schema.Difference;
import io.github.saascore.schema.DifferenceOptions;
import io.github.saascore.schema.Refusal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A database beside what it should be.
 *
 * @param against what it was compared with
 * @param name what that is called, for people
 * @param difference what leads from the database there
 */
public record Comparison(Against against, String name, Difference difference) {

  private static final int SHOWN = 10;

  /** What a database can be compared with. */
  public enum Against {
    /** What its applied revisions make. */
    REVISIONS,
    /** What the model says. */
    MODEL
  }

  /** Returns whether nothing differs. */
  public boolean isEmpty() {
    return difference.isEmpty();
  }

  /** Returns what leads there without losing a row or a value: the rest is left out. */
  public Difference withoutLoss() {
    return Difference.between(
        difference.from(), difference.to(), DifferenceOptions.definitions().withDrops(false));
  }

  /** Tells whether the very same differs from something else. */
  boolean repeats(Comparison other) {
    return !isEmpty() && lines().equals(other.lines());
  }

  /** Returns how many objects differ: tables with all that belongs to them, types and so on. */
  public int objects() {
    return difference.byObject().size() + difference.refusals().size();
  }

  /**
   * Returns the problem that something differs.
   *
   * @param where the database as printed
   */
  public Problem problem(String where) {
    int count = objects();
    String hint =
        against == Against.MODEL
            ? """
            write the missing migration, and apply it:
            mvn compile saascore:revision -Dsaascore.autogenerate -Dsaascore.message=...
            or create what is missing: mvn saascore:ensure\
            """
            : "the SQL that takes it back: mvn saascore:diff -Dsaascore.outputFile=drift.sql";
    return Problem.of(
            Code.DRIFT,
            "the database differs from %s in %d object%s"
                .formatted(name, count, count == 1 ? "" : "s"))
        .at(where)
        .because(described())
        .hint(hint);
  }

  private List<String> lines() {
    return Stream.concat(
            difference.changes().stream().map(Change::description),
            difference.refusals().stream().map(Refusal::what))
        .toList();
  }

  private String described() {
    List<String> lines = lines();
    String shown = lines.stream().limit(SHOWN).collect(Collectors.joining("\n"));
    return lines.size() > SHOWN ? shown + "\nand " + (lines.size() - SHOWN) + " more" : shown;
  }
}
