package io.github.saascore.engine;

import io.github.saascore.revision.Replacements;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionGraph;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.Target;
import io.github.saascore.script.MigrationDirectory;
import io.github.saascore.script.MigrationFile;
import io.github.saascore.script.Migrations;
import io.github.saascore.script.Placeholders;
import io.github.saascore.script.RepeatableScript;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the migration directory says: files, the graph they make, and repeatable scripts.
 *
 * @param directory where they stand
 * @param files the migration file of each revision
 * @param replacements the revisions of all files, and which does the work of which others
 * @param named the targets of the run; what they name is seen rather than what replaces it
 * @param view how a database sees them, or a new one
 * @param repeatables the scripts that run whenever they changed, in the order to run them
 */
public record Sources(
    Path directory,
    Map<RevisionId, MigrationFile> files,
    Replacements replacements,
    List<Target> named,
    Replacements.View view,
    List<RepeatableScript> repeatables) {

  /** Makes sources in which nothing is replaced. */
  public Sources(
      Path directory,
      Map<RevisionId, MigrationFile> files,
      RevisionGraph graph,
      List<RepeatableScript> repeatables) {
    this(
        directory,
        files,
        Replacements.none(graph),
        List.of(),
        Replacements.View.of(graph),
        repeatables);
  }

  private static Sources of(
      Path directory,
      Map<RevisionId, MigrationFile> files,
      Replacements replacements,
      List<RepeatableScript> repeatables) {
    return new Sources(
        directory,
        files,
        replacements,
        List.of(),
        replacements.view(Replacements.Recorded.NOTHING, List.of()),
        repeatables);
  }

  /**
   * Reads a directory.
   *
   * @param base the directory from which files are named, usually the project's
   * @throws io.github.saascore.revision.SaascoreException with the problems of all files together
   */
  public static Sources read(Path directory, Path base, Placeholders placeholders) {
    Sources sources = open(directory, base, placeholders);
    sources.requireReadable(file -> false);
    return sources;
  }

  /**
   * Reads the headers in a directory: for a run with a database that knows most of the files.
   *
   * @param base the directory from which files are named, usually the project's
   * @throws io.github.saascore.revision.SaascoreException with the problems of all headers together
   */
  public static Sources open(Path directory, Path base, Placeholders placeholders) {
    Migrations migrations = MigrationDirectory.read(directory, base, placeholders);
    List<MigrationFile> inOrder = migrations.files();
    Replacements replacements =
        Replacements.of(
            inOrder.stream().map(MigrationFile::revision).toList(),
            index -> Optional.of(inOrder.get(index).path().toString()));
    Map<RevisionId, MigrationFile> files =
        inOrder.stream()
            .collect(Collectors.toMap(file -> file.revision().id(), Function.identity()));
    return of(directory, files, replacements, migrations.repeatables());
  }

  /**
   * Reads all files, but for those that are known to be what they were when they were read before.
   *
   * @throws io.github.saascore.revision.SaascoreException with the problems of all files together
   */
  public void requireReadable(Predicate<MigrationFile> known) {
    List<MigrationFile> unknown = new ArrayList<>();
    for (Revision revision : replacements.files()) {
      MigrationFile file = files.get(revision.id());
      if (file != null && !known.test(file)) {
        unknown.add(file);
      }
    }
    MigrationFile.requireReadable(unknown);
  }

  /** Returns these sources with files that are not written yet. */
  public Sources with(List<MigrationFile> drafts) {
    Map<RevisionId, MigrationFile> all = new HashMap<>(files);
    drafts.forEach(draft -> all.put(draft.revision().id(), draft));
    List<Revision> revisions = new ArrayList<>(replacements.files());
    drafts.forEach(draft -> revisions.add(draft.revision()));
    Replacements read =
        Replacements.of(
            revisions,
            index ->
                Optional.ofNullable(all.get(revisions.get(index).id()))
                    .map(file -> file.path().toString()));
    return of(directory, all, read, repeatables);
  }

  /** Returns these sources with other repeatable scripts. */
  public Sources withRepeatables(List<RepeatableScript> others) {
    return new Sources(directory, files, replacements, named, view, others);
  }

  /** Returns these sources for a run with these targets, which may name what was replaced. */
  public Sources naming(List<Target> targets) {
    return new Sources(
        directory,
        files,
        replacements,
        targets,
        replacements.view(Replacements.Recorded.NOTHING, targets),
        repeatables);
  }

  /** Returns these sources as a new database sees them that runs what was replaced instead. */
  public Sources without(RevisionId replacement) {
    return new Sources(
        directory,
        files,
        replacements,
        named,
        Replacements.View.of(replacements.without(replacement)),
        repeatables);
  }

  /** Returns these sources as a database with these rows sees them. */
  Sources seenBy(Replacements.Recorded recorded) {
    return new Sources(
        directory, files, replacements, named, replacements.view(recorded, named), repeatables);
  }

  /** Returns the revisions that are seen; of a replacement and what it replaces it is only one. */
  public RevisionGraph graph() {
    return view.graph();
  }

  /** Returns the revisions whose rows go together with that of one, itself included. */
  Set<RevisionId> rowsOf(RevisionId id) {
    Set<RevisionId> rows = new LinkedHashSet<>();
    rows.add(id);
    rows.addAll(view.companions().getOrDefault(id, Set.of()));
    return rows;
  }

  /** Returns the file of a revision, if it has one. */
  public Optional<MigrationFile> file(RevisionId id) {
    return Optional.ofNullable(files.get(id));
  }
}
