package io.github.saascore.engine;

import io.github.saascore.postgres.AppliedRevision;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.Unknown;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Says what to do with applied revisions that no file describes: each command does just that. */
final class UnknownRows {
  private final Database database;
  private final DatabaseState state;
  private final Set<RevisionId> ids;

  private UnknownRows(Database database, DatabaseState state) {
    this.database = database;
    this.state = state;
    this.ids = new LinkedHashSet<>(state.withoutFile());
  }

  /**
   * Refuses to go on where something is applied that no file describes.
   *
   * @throws io.github.saascore.revision.SaascoreException DB_REVISION_UNKNOWN, or LOST_ROW where
   *     they are known again as soon as a lost row is made again
   */
  static void requireNone(Database database, DatabaseState state) {
    UnknownRows rows = new UnknownRows(database, state);
    if (!rows.ids.isEmpty()) {
      List<Revision> replacements = rows.replacements();
      LostRows.requireNone(state, replacements);
      throw Unknown.rows(rows.ids, rows.undoing(), replacements).asException();
    }
  }

  /** Returns the revisions of the files that do the work of some of them. */
  private List<Revision> replacements() {
    return state.sources().graph().all().stream()
        .filter(each -> each.replaces().stream().anyMatch(ids::contains))
        .toList();
  }

  /** Returns the commands that undo them; none where one of them would be refused. */
  private List<String> undoing() {
    boolean othersUnfinished =
        state.unfinished().stream().anyMatch(row -> !ids.contains(row.revision().id()));
    if (othersUnfinished || !new Ways(state.sources()).exist(List.copyOf(ids), database)) {
      return List.of();
    }
    return ids.stream()
        .filter(this::followsNoneOfThem)
        .map(id -> state.undoing(id) + resolving(id))
        .toList();
  }

  private boolean followsNoneOfThem(RevisionId id) {
    return state.graph().allParents(id).stream().noneMatch(each -> ids.contains(each.id()));
  }

  /** What an upgrade has left in the middle is undone only when somebody says so. */
  private String resolving(RevisionId id) {
    Set<RevisionId> undone = state.graph().descendants(List.of(id), true);
    return state.unfinished().stream()
        .filter(row -> row.state() == AppliedRevision.State.STARTED)
        .filter(row -> undone.contains(row.revision().id()))
        .map(row -> " -Dsaascore.resolve=" + row.revision().id() + ":undo")
        .collect(Collectors.joining());
  }
}
