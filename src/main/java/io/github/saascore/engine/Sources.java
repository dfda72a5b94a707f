package io.github.saascore.engine;

import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionGraph;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.script.MigrationDirectory;
import io.github.saascore.script.MigrationFile;
import io.github.saascore.script.Migrations;
import io.github.saascore.script.Placeholders;
import io.github.saascore.script.RepeatableScript;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the migration directory says: files, the graph they make, and repeatable scripts.
 *
 * @param directory where they stand
 * @param files the migration file of each revision
 * @param graph the revisions of all files
 * @param repeatables the scripts that run whenever they changed, in the order to run them
 */
public record Sources(
    Path directory,
    Map<RevisionId, MigrationFile> files,
    RevisionGraph graph,
    List<RepeatableScript> repeatables) {

  /**
   * Reads a directory.
   *
   * @param base the directory from which files are named, usually the project's
   * @throws io.github.saascore.revision.SaascoreException with the problems of all files together
   */
  public static Sources read(Path directory, Path base, Placeholders placeholders) {
    Migrations migrations = MigrationDirectory.read(directory, base, placeholders);
    List<MigrationFile> inOrder = migrations.files();
    RevisionGraph graph =
        RevisionGraph.of(
            inOrder.stream().map(MigrationFile::revision).toList(),
            index -> Optional.of(inOrder.get(index).path().toString()));
    Map<RevisionId, MigrationFile> files =
        migrations.files().stream()
            .collect(Collectors.toMap(file -> file.revision().id(), Function.identity()));
    return new Sources(directory, files, graph, migrations.repeatables());
  }

  /** Returns these sources with files that are not written yet. */
  public Sources with(List<MigrationFile> drafts) {
    Map<RevisionId, MigrationFile> all = new HashMap<>(files);
    drafts.forEach(draft -> all.put(draft.revision().id(), draft));
    List<Revision> revisions = new ArrayList<>(graph.all());
    drafts.forEach(draft -> revisions.add(draft.revision()));
    return new Sources(directory, all, RevisionGraph.of(revisions), repeatables);
  }

  /** Returns the file of a revision, if it has one. */
  public Optional<MigrationFile> file(RevisionId id) {
    return Optional.ofNullable(files.get(id));
  }
}
