package io.github.saascore.engine;

import io.github.saascore.revision.Planner;
import io.github.saascore.revision.Range;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionGraph;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.Target;
import io.github.saascore.revision.TargetResolver;
import io.github.saascore.script.MigrationFile;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at revisions without changing anything; rows without a file never stop it. */
public final class Listing {
  private final Sources sources;
  private final DatabaseState state;
  private final boolean asked;
  private final RevisionGraph graph;
  private final Set<RevisionId> tips;
  private final Set<RevisionId> edited;

  private Listing(Sources sources, DatabaseState state, boolean asked) {
    this.sources = sources;
    this.state = state;
    this.asked = asked;
    this.graph = state.graph();
    this.tips = Set.copyOf(graph.tips(state.applied().ids()));
    this.edited = Set.copyOf(state.edited());
  }

  /** Looks at the files alone. */
  public static Listing of(Sources sources) {
    return new Listing(sources, DatabaseState.of(List.of(), sources), false);
  }

  /** Looks at the files and at what a database says is applied. */
  public static Listing of(Sources sources, DatabaseState state) {
    return new Listing(state.sources(), state, true);
  }

  /** Returns the applied revisions that no other one implies, and what is left in the middle. */
  public List<RevisionLine> current() {
    return lines(graph.lineTips(state.applied().ids()));
  }

  /** Returns where the database stands. */
  public Standing standing() {
    return Standing.of(state);
  }

  /**
   * Refuses a database that is not at all heads.
   *
   * @throws io.github.saascore.revision.SaascoreException DB_NOT_AT_HEADS naming what is pending,
   *     DB_REVISION_UNKNOWN when something without a file is applied, or STARTED when something was
   *     left in the middle
   */
  public void requireAtHeads(Database database) {
    state.requireFinished();
    UnknownRows.requireNone(database, state);
    new Planner(sources.graph()).requireAtHeads(state.applied());
  }

  /** Returns the revisions of a range, or all of them, newest first. */
  public List<RevisionLine> history(Optional<Range> range) {
    return new Planner(graph).history(range, state.applied()).stream().map(this::line).toList();
  }

  /** Returns the heads of the files. */
  public List<RevisionLine> heads() {
    return sources.graph().heads().stream().map(this::line).toList();
  }

  /**
   * A revision after which the files branch.
   *
   * @param point the revision itself
   * @param following the revisions that follow it, in file order
   */
  public record Branch(RevisionLine point, List<RevisionLine> following) {}

  /** Returns the revisions after which the files branch, newest first. */
  public List<Branch> branches() {
    RevisionGraph files = sources.graph();
    return new Planner(files)
        .history(Optional.empty(), state.applied()).stream()
            .filter(revision -> files.isBranchPoint(revision.id()))
            .map(
                revision ->
                    new Branch(
                        line(revision),
                        files.children(revision.id()).stream().map(this::line).toList()))
            .toList();
  }

  /** Returns the revisions that the targets name. */
  public List<RevisionLine> show(List<Target> targets) {
    TargetResolver resolver = new TargetResolver(graph);
    return targets.stream()
        .flatMap(target -> resolver.resolve(target, state.applied()).stream())
        .distinct()
        .map(this::line)
        .toList();
  }

  private List<RevisionLine> lines(Collection<RevisionId> ids) {
    return ids.stream().map(graph::get).map(this::line).toList();
  }

  private RevisionLine line(Revision revision) {
    Optional<MigrationFile> file = sources.file(revision.id());
    return new RevisionLine(
        revision,
        graph.labelsOf(revision.id()).stream().toList(),
        marks(revision.id(), file.isPresent()),
        graph.children(revision.id()),
        file.map(found -> found.path().toString()),
        file.flatMap(MigrationFile::created),
        state.row(revision.id()));
  }

  private Set<RevisionLine.Mark> marks(RevisionId id, boolean hasFile) {
    Set<RevisionLine.Mark> marks = EnumSet.noneOf(RevisionLine.Mark.class);
    if (graph.isEffectiveHead(id)) {
      marks.add(RevisionLine.Mark.EFFECTIVE_HEAD);
    } else if (graph.isHead(id)) {
      marks.add(RevisionLine.Mark.HEAD);
    }
    add(marks, RevisionLine.Mark.BRANCH_POINT, graph.isBranchPoint(id));
    add(marks, RevisionLine.Mark.MERGE_POINT, graph.isMergePoint(id));
    add(marks, RevisionLine.Mark.CURRENT, asked && tips.contains(id));
    add(marks, RevisionLine.Mark.NO_FILE, !hasFile);
    add(marks, RevisionLine.Mark.EDITED, edited.contains(id));
    add(
        marks,
        RevisionLine.Mark.UNFINISHED,
        state.row(id).filter(row -> row.isUnfinished()).isPresent());
    return marks;
  }

  private static void add(Set<RevisionLine.Mark> marks, RevisionLine.Mark mark, boolean is) {
    if (is) {
      marks.add(mark);
    }
  }
}
