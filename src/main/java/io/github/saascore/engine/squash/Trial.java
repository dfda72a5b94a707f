package io.github.saascore.engine.squash;

import io.github.saascore.engine.Sources;
import io.github.saascore.engine.drift.ByHand;
import io.github.saascore.engine.drift.DifferenceLines;
import io.github.saascore.engine.drift.Paragraphs;
import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.engine.scratch.ScratchDatabase;
import io.github.saascore.engine.seed.SeedReader;
import io.github.saascore.engine.seed.SeedTable;
import io.github.saascore.engine.seed.Seeds;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Problems;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.schema.Difference;
import io.github.saascore.schema.DifferenceOptions;
import io.github.saascore.schema.Snapshot;
import io.github.saascore.script.MigrationFile;
import io.github.saascore.script.RevisionTemplate;
import io.github.saascore.script.RevisionTemplate.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Runs the new revision in a scratch database, there and back, as a new database would. */
final class Trial {
  private final Scratch scratch;
  private final Sources sources;
  private final RevisionTemplate template;
  private final Path path;
  private final Squashing.Options options;

  Trial(
      Scratch scratch,
      Sources sources,
      RevisionTemplate template,
      Path path,
      Squashing.Options options) {
    this.scratch = scratch;
    this.sources = sources;
    this.template = template;
    this.path = path;
    this.options = options;
  }

  /**
   * What a trial came to.
   *
   * @param text the file
   * @param lacking what it does not make although the replaced revisions do, for people
   * @param noWayBack why there is no way back, if so
   */
  record Outcome(String text, List<String> lacking, Optional<String> noWayBack) {}

  /**
   * Refuses a range that cannot be replaced, before anything runs.
   *
   * @throws SaascoreException BAD_REPLACES, or what is wrong with the history that it would leave
   */
  void requirePlace() {
    try {
      sources.with(List.of(file(Part.of(""), Optional.empty())));
    } catch (SaascoreException e) {
      String id = "'" + template.revision().id() + "'";
      Problems problems = new Problems();
      e.problems()
          .forEach(
              problem ->
                  problems.add(
                      new Problem(
                          problem.code(),
                          problem
                              .summary()
                              .replace("revision " + id, "the new revision")
                              .replace(id, "the new revision"),
                          Optional.empty(),
                          problem.reason(),
                          problem.hint())));
      problems.throwIfAny();
    }
  }

  /**
   * Tries.
   *
   * @throws SaascoreException BY_HAND where the upgrade does not make the schema that it should
   */
  Outcome run(Part upgrade, ReplayedRange replayed, Rows rows) {
    try (ScratchDatabase database = scratch.open()) {
      Sources up = sources.with(List.of(file(upgrade, Optional.empty())));
      database.up(up, replayed.below());
      List<String> lacking = new ArrayList<>(upgraded(database, up, replayed, rows));
      Difference back =
          Difference.between(
              database.snapshot(), replayed.before(), DifferenceOptions.everything());
      Part downgrade = Part.of(Paragraphs.of(back.script()));
      Optional<String> failure =
          downgraded(
              database,
              sources.with(List.of(file(upgrade, Optional.of(downgrade)))),
              replayed.before());
      Part written =
          failure
              .map(reason -> new Part("irreversible write this by hand: " + oneLine(reason), ""))
              .orElse(downgrade);
      return new Outcome(template.text(upgrade, Optional.of(written)), lacking, failure);
    }
  }

  private List<String> upgraded(
      ScratchDatabase database, Sources up, ReplayedRange replayed, Rows rows) {
    try {
      database.up(up, List.of(template.revision()));
    } catch (SaascoreException e) {
      throw ByHand.of(
          e,
          "what was generated for the range does not run",
          "-Dsaascore.dryRun -Dsaascore.rows=leave leaves the rows out, if they are why");
    }
    Snapshot made = database.snapshot();
    Difference rest = Difference.between(made, replayed.after(), DifferenceOptions.everything());
    if (!rest.isEmpty()) {
      throw Problem.of(Code.BY_HAND, "what was generated makes another schema than the range")
          .because(DifferenceLines.capped(rest, "missing", "surplus"))
          .hint("squash up to a revision before what differs")
          .asException();
    }
    List<String> lacking = new ArrayList<>(otherOrder(made, replayed.after()));
    if (options.rows()) {
      Seeds seeds = SeedReader.read(database.database().session());
      lacking.addAll(
          without(replayed.seedsAfter(), rows).lackingIn(without(seeds, rows), replayed.moving()));
    }
    return lacking;
  }

  /** What is known to be impossible is not said twice. */
  private static Seeds without(Seeds seeds, Rows rows) {
    TreeMap<String, SeedTable> tables = new TreeMap<>(seeds.tables());
    tables
        .keySet()
        .removeIf(
            name ->
                rows.impossible().stream()
                    .anyMatch(line -> line.startsWith("rows of " + name + ": ")));
    return new Seeds(tables, seeds.sequences(), seeds.largeObjects(), seeds.today());
  }

  private static List<String> otherOrder(Snapshot made, Snapshot wanted) {
    DifferenceOptions all = DifferenceOptions.everything();
    Difference order =
        Difference.between(
            made,
            wanted,
            new DifferenceOptions(
                all.owners(),
                all.privileges(),
                true,
                all.extent(),
                all.owned(),
                all.renames(),
                all.asking()));
    Set<String> tables =
        order.changes().stream()
            .map(change -> change.address().container())
            .collect(Collectors.toSet());
    return tables.stream().sorted().map(table -> "order of the columns of " + table).toList();
  }

  private Optional<String> downgraded(ScratchDatabase database, Sources both, Snapshot before) {
    try {
      database.down(both, template.revision().id());
    } catch (SaascoreException e) {
      if (e.problem().code().isOutside()) {
        throw e;
      }
      return Optional.of(e.problem().summary());
    }
    Difference rest =
        Difference.between(database.snapshot(), before, DifferenceOptions.everything());
    return rest.isEmpty()
        ? Optional.empty()
        : Optional.of(DifferenceLines.capped(rest, "missing", "surplus"));
  }

  private MigrationFile file(Part upgrade, Optional<Part> downgrade) {
    return MigrationFile.parse(path, template.text(upgrade, downgrade), options.placeholders());
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
