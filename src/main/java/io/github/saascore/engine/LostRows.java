package io.github.saascore.engine;

import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionGraph;
import io.github.saascore.revision.RevisionId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  private Map<RevisionId, RevisionId> find() {
    state
        .rows()
        .forEach(
            (id, row) -> {
              row.revision().parents().forEach(parent -> visit(parent, id));
              row.revision().dependsOn().forEach(name -> visitNamed(name, id));
            });
    while (!open.isEmpty()) {
      RevisionId below = open.remove();
      List<Revision> before = files.allParents(below);
      before.forEach(revision -> visit(revision.id(), lost.get(below)));
    }
    return lost;
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
