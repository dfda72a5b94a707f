package io.github.saascore.engine;

import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a database stands, seen from the files.
 *
 * @param tips the applied revisions that no other applied one implies; empty at base
 * @param heads the revisions of the files that nothing follows or depends on; empty without files
 * @param pending how many revisions of the files are not applied
 * @param atHeads whether every head is applied, and nothing left in the middle
 * @param withoutFile applied revisions that have no file
 * @param edited applied revisions whose file was changed since
 * @param unfinished revisions that were left in the middle, each with the command that goes on
 */
public record Standing(
    List<Revision> tips,
    List<RevisionId> heads,
    int pending,
    boolean atHeads,
    List<RevisionId> withoutFile,
    List<RevisionId> edited,
    Map<RevisionId, String> unfinished) {

  /** Returns where a database in this state stands. */
  public static Standing of(DatabaseState state) {
    var files = state.sources().graph();
    long pending =
        files.all().stream().filter(revision -> !state.rows().containsKey(revision.id())).count();
    Map<RevisionId, String> unfinished = new LinkedHashMap<>();
    state.unfinished().forEach(row -> unfinished.put(row.revision().id(), state.goingOn(row)));
    return new Standing(
        state.graph().tips(state.applied().ids()).stream().map(state.graph()::get).toList(),
        files.realHeads().stream().map(Revision::id).toList(),
        (int) pending,
        unfinished.isEmpty()
            && files.realHeads().stream().allMatch(head -> state.rows().containsKey(head.id())),
        state.withoutFile(),
        state.edited(),
        unfinished);
  }
}
