package io.github.saascore.engine;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Problems;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionGraph;
import io.github.saascore.revision.RevisionId;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the revisions that were applied once, as other rows prove, and have no row any more.
 *
 * <p>A row keeps the parents and dependencies it had when it was applied, and they were applied
 * before it. What only the files put below an applied revision proves nothing: it may be new there,
 * is pending, and the next upgrade runs it.
 */
final class LostRows {
  private final DatabaseState state;
  private final RevisionGraph files;
  private final Map<RevisionId, RevisionId> lost = new LinkedHashMap<>();
  private final Deque<RevisionId> open = new ArrayDeque<>();

  private LostRows(DatabaseState state) {
    this.state = state;
    this.files = state.sources().graph();
  }

  /** Returns each lost revision that has a file, with an applied one that came after it. */
  static Map<RevisionId, RevisionId> of(DatabaseState state) {
    return new LostRows(state).find();
  }

  /**
   * Refuses to go on where a row is lost of a revision that would run again, or whose loss nobody
   * would see any more.
   *
   * @param touched the revisions that are to be applied or undone
   * @throws io.github.saascore.revision.SaascoreException LOST_ROW with all of them
   */
  static void requireNone(DatabaseState state, Collection<Revision> touched) {
    Set<RevisionId> ids = touched.stream().map(Revision::id).collect(Collectors.toSet());
    Problems problems = new Problems();
    (ids.isEmpty() ? Map.<RevisionId, RevisionId>of() : of(state))
        .forEach(
            (id, neededBy) -> {
              if (ids.contains(id) || ids.contains(neededBy)) {
                problems.add(problem(state, id, neededBy));
              }
            });
    problems.throwIfAny();
  }

  private static Problem problem(DatabaseState state, RevisionId id, RevisionId neededBy) {
    return Problem.of(
            Code.LOST_ROW,
            "revision %s has no row, but %s has one, which was applied after it"
                .formatted(id, neededBy))
        .at(state.sources().files().get(id).path().toString())
        .because("its statements have run, and would run once more or never be undone")
        .hint(
            """
            look, then make the row again; nothing of the file runs:
            mvn saascore:repair -Dsaascore.dryRun
            mvn saascore:repair\
            """);
  }

  /** Tells whether a row that says what a file says now would say of no pending one that it ran. */
  static boolean areNone(DatabaseState state, Revision file) {
    LostRows rows = new LostRows(state);
    rows.visitBelow(file, file.id());
    return rows.lost.isEmpty();
  }

  private Map<RevisionId, RevisionId> find() {
    state.rows().forEach((id, row) -> visitBelow(row.revision(), id));
    while (!open.isEmpty()) {
      RevisionId below = open.remove();
      List<Revision> before = files.allParents(below);
      before.forEach(revision -> visit(revision.id(), lost.get(below)));
    }
    return lost;
  }

  private void visitBelow(Revision revision, RevisionId neededBy) {
    revision.parents().forEach(parent -> visit(parent, neededBy));
    revision.dependsOn().forEach(name -> visitNamed(name, neededBy));
  }

  /** A dependency is written as an id or as a label; of a label every bearer is one revision. */
  private void visitNamed(String name, RevisionId neededBy) {
    files.all().stream()
        .filter(revision -> revision.id().value().equals(name) || revision.labels().contains(name))
        .forEach(revision -> visit(revision.id(), neededBy));
  }

  private void visit(RevisionId id, RevisionId neededBy) {
    if (files.contains(id) && !state.rows().containsKey(id) && !lost.containsKey(id)) {
      lost.put(id, neededBy);
      open.add(id);
    }
  }
}
