package io.github.saascore.engine.squash;

import io.github.saascore.engine.Scaffold;
import io.github.saascore.engine.Sources;
import io.github.saascore.engine.drift.DifferenceLines;
import io.github.saascore.engine.drift.Refusals;
import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.engine.seed.SeedTable;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Planner;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Range;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.revision.Squash;
import io.github.saascore.revision.Verb;
import io.github.saascore.schema.Ddl;
import io.github.saascore.schema.Difference;
import io.github.saascore.schema.DifferenceOptions;
import io.github.saascore.schema.Segments;
import io.github.saascore.script.Body;
import io.github.saascore.script.MigrationFile;
import io.github.saascore.script.Placeholders;
import io.github.saascore.script.RevisionTemplate;
import io.github.saascore.script.RevisionTemplate.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes one revision that makes in a new database what a whole range of revisions makes there:
 * schema and rows, proved in scratch databases. What it replaces stays as it is.
 */
public final class Squashing {
  private final Scratch scratch;
  private final Sources sources;
  private final Scaffold scaffold;
  private final Options options;

  /** Prepares to write into the directory of the migrations. */
  public Squashing(Scratch scratch, Sources sources, Scaffold scaffold, Options options) {
    this.scratch = scratch;
    this.sources = sources;
    this.scaffold = scaffold;
    this.options = options;
  }

  /**
   * How to write.
   *
   * @param rows whether rows are written that the replaced revisions leave
   * @param leaveOut whether to go on without what cannot be written
   * @param write whether a file is written at all
   * @param placeholders the texts that files are read with
   */
  public record Options(boolean rows, boolean leaveOut, boolean write, Placeholders placeholders) {}

  /**
   * Replays, compares, tries and writes.
   *
   * @throws SaascoreException BAD_REPLACES and RANGE_REQUIRED for a range that cannot be replaced;
   *     SQUASH_LEAVES_OUT with all that would be lost; BY_HAND for what no script makes; what a
   *     replay can meet. Nothing is written then
   */
  public SquashResult run(Range range, Optional<String> message) {
    Squash squash = new Planner(sources.graph()).squash(range);
    RevisionTemplate template =
        scaffold.template(
            squash,
            message.orElseGet(
                () ->
                    "squash of %d revisions up to %s"
                        .formatted(squash.replaced().size(), squash.newest().id())));
    Trial trial = new Trial(scratch, sources, template, scaffold.path(template), options);
    trial.requirePlace();
    ReplayedRange replayed = ReplayedRange.of(scratch, sources, squash);
    Rows rows =
        options.rows()
            ? Rows.of(replayed.seedsBefore(), replayed.seedsAfter(), replayed.moving())
            : Rows.none();
    Part upgrade = Part.of(UpgradeText.of(script(replayed, squash), rows));
    Trial.Outcome outcome = trial.run(upgrade, replayed, rows);
    List<String> leftOut = leftOut(squash, rows, outcome);
    if (!options.leaveOut() && !leftOut.isEmpty()) {
      throw refused(leftOut);
    }
    if (options.write()) {
      scaffold.write(template, outcome.text());
    }
    return new SquashResult(
        template.revision(),
        scaffold.path(template),
        outcome.text(),
        options.write(),
        squash.replaced().stream().map(each -> file(each).path()).toList(),
        counts(rows.tables()),
        rows.defaults(),
        leftOut,
        notes(squash, replayed),
        outcome.noWayBack(),
        scratch.server().describe());
  }

  private List<Ddl> script(ReplayedRange replayed, Squash squash) {
    Difference difference =
        Difference.between(replayed.before(), replayed.after(), DifferenceOptions.everything());
    String where = "the revisions up to " + squash.newest().id();
    Refusals.require(difference.refusals(), where);
    Segments segments = Segments.of(difference);
    Refusals.require(segments.refusals(), where);
    if (segments.list().size() > 1
        || segments.list().stream().anyMatch(each -> !each.transactional())) {
      throw Problem.of(
              Code.BY_HAND, "no single revision makes what the revisions of the range make")
          .at(where)
          .because("a new value of an enum has to be committed before it is used")
          .hint("squash up to a revision before it: " + Verb.SQUASH.command("base:<revision>"))
          .asException();
    }
    return difference.script();
  }

  private MigrationFile file(Revision revision) {
    return sources.file(revision.id()).orElseThrow();
  }

  private List<String> leftOut(Squash squash, Rows rows, Trial.Outcome outcome) {
    List<String> leftOut = new ArrayList<>(rows.impossible());
    leftOut.addAll(outcome.lacking());
    squash
        .replaced()
        .forEach(each -> leftOut.addAll(Beyond.in(file(each), options.placeholders())));
    return leftOut;
  }

  private static SaascoreException refused(List<String> leftOut) {
    return Problem.of(
            Code.SQUASH_LEAVES_OUT,
            "the replaced revisions do more than one revision could be written for")
        .because(DifferenceLines.capped(leftOut))
        .hint(
            """
            squash only up to a revision before it: %s
            or write the file without it, and add it there by hand: -Dsaascore.leftOut=warn\
            """
                .formatted(Verb.SQUASH.command("base:<revision>")))
        .asException();
  }

  private List<String> notes(Squash squash, ReplayedRange replayed) {
    List<String> notes = new ArrayList<>();
    squash.replaced().stream()
        .filter(each -> file(each).upgrade() instanceof Body.JavaClass)
        .forEach(
            each ->
                notes.add(
                    "%s is not called by the new revision; what it leaves in an empty database is"
                            .formatted(((Body.JavaClass) file(each).upgrade()).className())
                        + " written"));
    if (!options.rows()) {
      counts(List.copyOf(replayed.seedsAfter().tables().values()))
          .forEach(
              (table, count) -> notes.add("rows not written: %s (%d)".formatted(table, count)));
    }
    return notes;
  }

  private static SortedMap<String, Long> counts(List<SeedTable> tables) {
    SortedMap<String, Long> counts = new TreeMap<>();
    tables.forEach(table -> counts.put(table.name(), table.count()));
    return counts;
  }
}
