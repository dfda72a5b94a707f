package io.github.saascore.engine.drift;

import io.github.saascore.engine.Sources;
import io.github.saascore.engine.scratch.ScratchDatabase;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.schema.Ddl;
import io.github.saascore.schema.Difference;
import io.github.saascore.schema.DifferenceOptions;
import io.github.saascore.schema.Segment;
import io.github.saascore.schema.Snapshot;
import io.github.saascore.script.MigrationFile;
import io.github.saascore.script.Placeholders;
import io.github.saascore.script.RevisionTemplate.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Runs drafts in a scratch database that stands where the history ends: up, to see where they lead,
 * and down again, to find and try each way back.
 */
final class Proof {
  /** The option of a section whose statements are no transaction. */
  static final String STEPWISE = "transaction=none";

  private static final String BY_HAND = "irreversible write this by hand: ";

  private final ScratchDatabase database;
  private final Sources sources;
  private final Placeholders placeholders;
  private final DifferenceOptions back;
  private final List<Snapshot> stations = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * Makes a proof.
   *
   * @param database a database in which all revisions of the files are applied
   * @param difference what the drafts are made from: it begins at the schema of the database
   */
  Proof(
      ScratchDatabase database, Sources sources, Placeholders placeholders, Difference difference) {
    this.database = database;
    this.sources = sources;
    this.placeholders = placeholders;
    this.back = DifferenceOptions.definitions().renaming(difference.back());
    stations.add(difference.from());
  }

  /**
   * Applies the drafts in order.
   *
   * @return the schema they lead to
   * @throws SaascoreException as an upgrade would end
   */
  Snapshot up(List<Draft> drafts) {
    Sources all = sources.with(files(drafts));
    for (Draft draft : drafts) {
      database.up(all, List.of(draft.template().revision()));
      stations.add(database.snapshot());
    }
    return stations.get(stations.size() - 1);
  }

  /**
   * Finds a way back for each draft that was applied, and takes it.
   *
   * @return the drafts with their ways back; where there is none, they say so
   */
  List<Draft> back(List<Draft> drafts, List<Segment> segments) {
    List<Draft> complete = new ArrayList<>(drafts);
    for (int i = drafts.size() - 1; i >= 0; i--) {
      Optional<Draft> found = wayBack(complete, i, segments.get(i));
      if (found.isEmpty()) {
        return irreversible(complete, i);
      }
      complete.set(i, found.get());
    }
    return complete;
  }

  /** Returns what could not be reversed, for people. */
  List<String> notes() {
    return notes;
  }

  private Optional<Draft> wayBack(List<Draft> drafts, int index, Segment upgrade) {
    Snapshot there = stations.get(index);
    if (!upgrade.transactional() && !upgrade.downgrade().isEmpty()) {
      return stepwise(drafts, index, upgrade, there);
    }
    Snapshot here = stations.get(index + 1);
    Difference way = Difference.between(here, there, back);
    if (!way.refusals().isEmpty()) {
      note(
          drafts.get(index),
          way.refusals().stream()
              .map(refusal -> refusal.what() + ": " + refusal.reason())
              .collect(Collectors.joining("; ")));
      return Optional.empty();
    }
    Draft single = drafts.get(index).back(Part.of(losses(upgrade) + Paragraphs.of(way.script())));
    Optional<String> failure = tried(drafts, index, single, there);
    if (failure.isEmpty()) {
      return Optional.of(single);
    }
    Draft stepwise =
        drafts
            .get(index)
            .back(new Part(STEPWISE, losses(upgrade) + Paragraphs.stepwise(way.script())));
    if (way.script().stream().anyMatch(Ddl::alone)
        && tried(drafts, index, stepwise, there).isEmpty()) {
      return Optional.of(stepwise);
    }
    note(drafts.get(index), failure.get());
    return Optional.empty();
  }

  /**
   * What has been made step by step, so that others can go on working, is undone in that way too.
   */
  private Optional<Draft> stepwise(List<Draft> drafts, int index, Segment upgrade, Snapshot there) {
    String sql = losses(upgrade) + Paragraphs.stepwise(upgrade.downgrade());
    Draft draft = drafts.get(index).back(new Part(STEPWISE, sql));
    Optional<String> failure = tried(drafts, index, draft, there);
    failure.ifPresent(reason -> note(draft, reason));
    return failure.isEmpty() ? Optional.of(draft) : Optional.empty();
  }

  /** Takes a way back; returns why it does not lead there, if so. */
  private Optional<String> tried(List<Draft> drafts, int index, Draft draft, Snapshot there) {
    List<Draft> all = new ArrayList<>(drafts);
    all.set(index, draft);
    try {
      database.down(sources.with(files(all)), draft.template().revision().id());
    } catch (SaascoreException e) {
      if (e.problem().code().isOutside()) {
        throw e;
      }
      return Optional.of(e.problem().summary());
    }
    Difference rest =
        Difference.between(database.snapshot(), there, DifferenceOptions.definitions());
    return rest.isEmpty() ? Optional.empty() : Optional.of(described(rest));
  }

  /** Returns what differs, in one line. */
  static String described(Difference difference) {
    return difference.made().stream()
        .limit(3)
        .map(change -> change.description())
        .collect(Collectors.joining("; "));
  }

  private void note(Draft draft, String reason) {
    notes.add("no way back from " + draft.template().revision().id() + ": " + reason);
  }

  /** What lies below a revision without a way back cannot be tried. */
  private List<Draft> irreversible(List<Draft> drafts, int last) {
    List<Draft> complete = new ArrayList<>(drafts);
    for (int i = 0; i <= last; i++) {
      String reason = notes.get(0).replaceAll("\\s+", " ");
      complete.set(i, drafts.get(i).back(new Part(BY_HAND + reason, "")));
    }
    return complete;
  }

  private static String losses(Segment upgrade) {
    String losses =
        upgrade.upgrade().stream()
            .flatMap(ddl -> ddl.loss().stream())
            .map(loss -> "-- does not bring back " + loss + "\n")
            .collect(Collectors.joining());
    return losses.isEmpty() ? "" : losses + "\n";
  }

  private List<MigrationFile> files(List<Draft> drafts) {
    return drafts.stream().map(draft -> draft.file(placeholders)).toList();
  }
}
