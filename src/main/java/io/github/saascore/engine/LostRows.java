package io.github.saascore.engine;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Problems;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionGraph;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.script.MigrationFile;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    MigrationFile file = state.sources().files().get(id);
    return Problem.of(
            Code.LOST_ROW,
            "revision %s%s no row, but %s has one, which was applied after it"
                .formatted(
                    id,
                    file.revision().isReplacement() ? " or what it replaces has" : " has",
                    neededBy))
        .at(file.path().toString())
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
    files.all().stream().filter(Revision::isReplacement).forEach(this::visitReplaced);
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

  /**
   * What a replacement stands for has run as a whole where the rows that are left name each of
   * those that are not: their files may be gone, so that nobody else would know them.
   */
  private void visitReplaced(Revision replacement) {
    Map<RevisionId, RevisionId> namedBy = new LinkedHashMap<>();
    state.rows().forEach((id, row) -> row.revision().parents().forEach(p -> namedBy.put(p, id)));
    List<RevisionId> missing =
        replacement.replaces().stream().filter(id -> !state.recorded().contains(id)).toList();
    if (missing.size() < replacement.replaces().size() && namedBy.keySet().containsAll(missing)) {
      missing.stream().findFirst().ifPresent(id -> visit(replacement.id(), namedBy.get(id)));
    }
  }

  /**
   * Returns the one that is seen instead of a revision. Of those that are replaced only the last
   * stands for all: what follows one before it was written on another branch.
   */
  private Optional<RevisionId> seen(RevisionId id) {
    if (files.contains(id)) {
      return Optional.of(id);
    }
    return Optional.ofNullable(state.sources().view().instead().get(id))
        .filter(instead -> !state.recorded().contains(id))
        .filter(instead -> isReplacement(id) || isLastOf(files.get(instead).replaces(), id));
  }

  private boolean isReplacement(RevisionId id) {
    return state.sources().file(id).filter(file -> file.revision().isReplacement()).isPresent();
  }

  private static boolean isLastOf(List<RevisionId> all, RevisionId id) {
    return !all.isEmpty() && all.get(all.size() - 1).equals(id);
  }

  private void visit(RevisionId named, RevisionId neededBy) {
    RevisionId id = seen(named).orElse(named);
    if (files.contains(id) && !state.rows().containsKey(id) && !lost.containsKey(id)) {
      lost.put(id, neededBy);
      open.add(id);
    }
  }
}
