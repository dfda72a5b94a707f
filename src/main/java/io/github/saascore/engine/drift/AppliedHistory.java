package io.github.saascore.engine.drift;

import io.github.saascore.engine.DatabaseState;
import io.github.saascore.engine.Sources;
import io.github.saascore.engine.scratch.Order;
import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.engine.scratch.ScratchDatabase;
import io.github.saascore.postgres.AppliedRevision;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.revision.Unknown;
import io.github.saascore.schema.Snapshot;
import io.github.saascore.script.RepeatableScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the applied revisions of a database should have made: their files are replayed in a scratch
 * database.
 *
 * @param snapshot what they make
 * @param notes what is known to be missing from it, for people
 */
record AppliedHistory(Snapshot snapshot, List<String> notes) {

  /**
   * Replays the files of applied revisions, and of repeatable scripts that ran as they are now.
   *
   * @param ran the checksum with which each repeatable script last ran, by its name
   * @throws SaascoreException as an upgrade would end, or DB_REVISION_UNKNOWN where that is because
   *     of applied revisions without a file
   */
  static AppliedHistory replay(Scratch scratch, DatabaseState state, Map<String, String> ran) {
    Sources sources = state.sources();
    List<Revision> applied =
        Order.of(sources).stream().filter(each -> isApplied(state, each.id())).toList();
    List<RepeatableScript> scripts =
        sources.repeatables().stream()
            .filter(script -> script.checksum().hex().equals(ran.get(script.name())))
            .toList();
    Sources replayed = sources.withRepeatables(scripts);
    try (ScratchDatabase database = scratch.open()) {
      database.up(replayed, applied);
      database.repeatables(replayed);
      return new AppliedHistory(database.snapshot(), notes(state, ran));
    } catch (SaascoreException e) {
      throw state.withoutFile().isEmpty() ? e : unknown(state, e);
    }
  }

  private static boolean isApplied(DatabaseState state, RevisionId id) {
    return state.row(id).filter(row -> row.state() == AppliedRevision.State.APPLIED).isPresent();
  }

  private static List<String> notes(DatabaseState state, Map<String, String> ran) {
    List<String> notes = new ArrayList<>();
    note(notes, "applied without a file, so that what they made is surplus", state.withoutFile());
    note(notes, "applied from files that were edited since", state.edited());
    note(
        notes,
        "begun and never finished, and left out",
        state.rows().values().stream()
            .filter(AppliedRevision::isUnfinished)
            .map(row -> row.revision().id())
            .toList());
    List<String> changed =
        state.sources().repeatables().stream()
            .filter(script -> ran.containsKey(script.name()))
            .filter(script -> !script.checksum().hex().equals(ran.get(script.name())))
            .map(RepeatableScript::name)
            .toList();
    if (!changed.isEmpty()) {
      notes.add("repeatable scripts changed since they ran, and left out: " + joined(changed));
    }
    return notes;
  }

  private static void note(List<String> notes, String what, List<RevisionId> ids) {
    if (!ids.isEmpty()) {
      notes.add("revisions " + what + ": " + joined(ids));
    }
  }

  private static String joined(List<?> names) {
    return names.stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  private static SaascoreException unknown(DatabaseState state, SaascoreException e) {
    return new SaascoreException(
        Problem.of(
                Code.DB_REVISION_UNKNOWN,
                "the applied revisions cannot be replayed: some have no file: "
                    + joined(state.withoutFile()))
            .because(e.problem().text())
            .hint(
                "take the files back; what has them: "
                    + Unknown.commits(state.withoutFile())
                    + "\nall ways out: mvn saascore:current -Dsaascore.check"),
        e);
  }
}
