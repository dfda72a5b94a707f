package io.github.saascore.engine;

import io.github.saascore.postgres.AppliedRevision;
import io.github.saascore.postgres.How;
import io.github.saascore.postgres.Session;
import io.github.saascore.postgres.Store;
import io.github.saascore.postgres.StoreSql;
import io.github.saascore.revision.Applied;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Planner;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Problems;
import io.github.saascore.revision.Replacements;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionGraph;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.Unknown;
import io.github.saascore.revision.Verb;
import io.github.saascore.script.MigrationFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a database says is applied, seen beside the files.
 *
 * @param recorded the revisions that have rows, oldest first
 * @param rows the rows by revision, oldest first, as far as they are seen: of a revision and what
 *     it replaces only one is, and it counts as applied when all of the other is
 * @param sources the files as this database sees them
 * @param graph the revisions of files and rows together: where both speak, the file does
 */
public record DatabaseState(
    Set<RevisionId> recorded,
    Map<RevisionId, AppliedRevision> rows,
    Sources sources,
    RevisionGraph graph) {

  /** Reads the state in one round trip, or in none where our tables are missing. */
  public static DatabaseState read(Session session, StoreSql sql, Sources sources) {
    return read(session, sql, sources, session.facts().storeExists());
  }

  /** Reads the state when it is known whether our tables exist. */
  static DatabaseState read(Session session, StoreSql sql, Sources sources, boolean storeExists) {
    List<AppliedRevision> rows = storeExists ? new Store(session, sql).revisions() : List.of();
    return of(rows, sources);
  }

  /**
   * Returns the state for these rows.
   *
   * @throws io.github.saascore.revision.SaascoreException with the problems of all files that are
   *     not as they were applied
   */
  public static DatabaseState of(List<AppliedRevision> rows, Sources sources) {
    Map<RevisionId, AppliedRevision> recorded = new LinkedHashMap<>();
    Map<RevisionId, List<RevisionId>> replaced = new LinkedHashMap<>();
    Set<RevisionId> unfinished = new LinkedHashSet<>();
    for (AppliedRevision row : rows) {
      RevisionId id = row.revision().id();
      recorded.put(id, row);
      replaced.put(id, row.revision().replaces());
      if (row.isUnfinished()) {
        unfinished.add(id);
      }
    }
    sources.requireReadable(file -> isAsApplied(recorded.get(file.revision().id()), file));
    Sources seen = sources.seenBy(new Replacements.Recorded(replaced, unfinished));
    Map<RevisionId, AppliedRevision> visible = new LinkedHashMap<>();
    for (RevisionId id : seen.view().applied().ids()) {
      AppliedRevision row = recorded.get(id);
      visible.put(id, row == null ? implied(seen.files().get(id), recorded) : row);
    }
    List<Revision> all = new ArrayList<>(seen.graph().all());
    for (AppliedRevision row : visible.values()) {
      if (!seen.graph().contains(row.revision().id())) {
        all.add(row.revision());
      }
    }
    return new DatabaseState(recorded.keySet(), visible, seen, graph(all, seen));
  }

  /** Tells whether a file is byte by byte what was applied: then it was read and found good. */
  private static boolean isAsApplied(AppliedRevision row, MigrationFile file) {
    return row != null && row.digest().isPresent() && row.digest().get().is(file.digest());
  }

  /** What all rows of the replaced say together, as the row of the replacement would. */
  private static AppliedRevision implied(
      MigrationFile file, Map<RevisionId, AppliedRevision> recorded) {
    List<AppliedRevision> replaced =
        file.revision().replaces().stream()
            .map(recorded::get)
            .sorted(Comparator.comparing(AppliedRevision::appliedAt))
            .toList();
    AppliedRevision newest = replaced.get(replaced.size() - 1);
    return new AppliedRevision(
        file.revision(),
        Optional.of(file.checksum().hex()),
        Optional.of(file.digest()),
        How.ADOPTED,
        newest.appliedAt(),
        newest.appliedBy(),
        0,
        AppliedRevision.State.APPLIED,
        0);
  }

  /** Rows whose own parents are gone too cannot be placed; they stand alone then. */
  private static RevisionGraph graph(List<Revision> all, Sources sources) {
    if (all.size() == sources.graph().all().size()) {
      return sources.graph();
    }
    Set<RevisionId> known = new LinkedHashSet<>();
    all.forEach(revision -> known.add(revision.id()));
    Set<String> names = new LinkedHashSet<>();
    all.forEach(
        revision -> {
          names.add(revision.id().value());
          names.addAll(revision.labels());
        });
    Map<RevisionId, RevisionId> instead = sources.view().instead();
    return RevisionGraph.of(
        all.stream()
            .map(
                revision ->
                    sources.graph().contains(revision.id())
                        ? revision
                        : new Revision(
                            revision.id(),
                            revision.parents().stream()
                                .map(id -> known.contains(id) ? id : instead.getOrDefault(id, id))
                                .filter(known::contains)
                                .toList(),
                            revision.dependsOn().stream().filter(names::contains).toList(),
                            List.of(),
                            revision.message()))
            .toList());
  }

  /** Returns every applied revision, those without a file and the started ones included. */
  public Applied applied() {
    return new Applied(rows.keySet());
  }

  /** Returns the revisions that count as applied and have no row of their own. */
  List<Revision> implied() {
    return sources.view().implied();
  }

  /** Returns every applied revision, parents first. */
  public List<Revision> inOrder() {
    return graph.topological().stream().filter(each -> rows.containsKey(each.id())).toList();
  }

  /** Returns the row of a revision, if it is applied or started. */
  public Optional<AppliedRevision> row(RevisionId id) {
    return Optional.ofNullable(rows.get(id));
  }

  /** Returns the applied revisions that have no file. */
  public List<RevisionId> withoutFile() {
    return rows.keySet().stream().filter(id -> !sources.graph().contains(id)).toList();
  }

  /**
   * Returns the applied revisions whose file says something else than when it was applied. Of those
   * that were left in the middle a part may be edited, and no repair accepts that.
   */
  public List<RevisionId> edited() {
    return rows.values().stream()
        .filter(row -> !row.isUnfinished())
        .filter(
            row ->
                sources
                    .file(row.revision().id())
                    .filter(file -> row.checksum().isPresent() && !isAsApplied(row, file))
                    .filter(file -> !file.checksum().hex().equals(row.checksum().get()))
                    .isPresent())
        .map(row -> row.revision().id())
        .toList();
  }

  /**
   * Refuses to go on when files of applied revisions were edited. Revisions that were left in the
   * middle are the business of {@link Recovery}.
   *
   * @throws io.github.saascore.revision.SaascoreException with all edited files together
   */
  void requireSound() {
    Problems problems = new Problems();
    unsound().forEach(problems::add);
    problems.throwIfAny();
  }

  /** Returns a problem for each applied revision whose file was edited since. */
  public List<Problem> unsound() {
    return edited().stream().map(this::edited).toList();
  }

  /**
   * Refuses to go on while a revision was left in the middle.
   *
   * @throws io.github.saascore.revision.SaascoreException with all of them
   */
  public void requireFinished() {
    Problems problems = new Problems();
    unfinished().stream().map(this::unfinished).forEach(problems::add);
    problems.throwIfAny();
  }

  /** Returns the rows of revisions that were left in the middle, oldest first. */
  List<AppliedRevision> unfinished() {
    return rows.values().stream().filter(AppliedRevision::isUnfinished).toList();
  }

  /** Returns the command that goes on with a revision that was left in the middle. */
  String goingOn(AppliedRevision row) {
    return row.state() == AppliedRevision.State.STARTED
        ? Verb.UPGRADE.command()
        : undoing(row.revision().id());
  }

  /** Returns the command that undoes a revision and what follows it, and nothing beside them. */
  String undoing(RevisionId id) {
    return Verb.DOWNGRADE.command(new Planner(graph).undoing(id).toString());
  }

  /** Returns what is wrong with a row that was left in the middle, and how to go on. */
  Problem unfinished(AppliedRevision row) {
    boolean started = row.state() == AppliedRevision.State.STARTED;
    String id = row.revision().id().value();
    Problem problem =
        Problem.of(
                Code.STARTED,
                "revision %s was begun%s and never finished"
                    .formatted(id, started ? "" : " to be undone"))
            .because(
                "it runs without a transaction; %d of its statements are known to have run"
                    .formatted(row.step()))
            .hint(
                started ? goingOnOrBack(row.revision().id()) : undoingOrAnew(row.revision().id()));
    return sources
        .file(row.revision().id())
        .map(file -> problem.at(file.path().toString()))
        .orElse(problem);
  }

  private String goingOnOrBack(RevisionId id) {
    return sources.file(id).isPresent()
        ? """
        go on with it: mvn saascore:upgrade
        or take it back first: add -Dsaascore.resolve=%s:undo\
        """
            .formatted(id)
        : """
        put its file back, %s, and go on with it: mvn saascore:upgrade
        or take it back: %s -Dsaascore.resolve=%s:undo\
        """
            .formatted(Unknown.commits(List.of(id)), undoing(id), id);
  }

  private String undoingOrAnew(RevisionId id) {
    return """
    go on with undoing it: %s
    or undo it and apply it again: mvn saascore:upgrade -Dsaascore.resolve=%s:undo\
    """
        .formatted(undoing(id), id);
  }

  private Problem edited(RevisionId id) {
    MigrationFile file = sources.files().get(id);
    return Problem.of(Code.CHECKSUM, "the file of applied revision " + id + " was edited")
        .at(file.path().toString())
        .because(
            "applied with checksum %.12s, the file now has %.12s"
                .formatted(rows.get(id).checksum().orElse(""), file.checksum().hex()))
        .hint(
            "put the file back as it was (git log -p -- "
                + file.path().toString()
                + ") and write a new revision: mvn saascore:revision -Dsaascore.message=...\n"
                + "or accept the file as it is: mvn saascore:repair");
  }
}
