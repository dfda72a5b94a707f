package io.github.saascore.report;

import io.github.saascore.engine.RevisionLine;
import io.github.saascore.engine.RevisionLine.Mark;
import io.github.saascore.engine.Standing;
import io.github.saascore.postgres.AppliedRevision;
import io.github.saascore.postgres.Skipped;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The JSON forms that several goals share: a revision, a listed revision, where a database is. */
final class RevisionJson {
  private RevisionJson() {}

  static List<String> ids(Collection<RevisionId> ids) {
    return ids.stream().map(RevisionId::value).toList();
  }

  static List<JsonObject> revisions(List<Revision> revisions) {
    return revisions.stream().map(RevisionJson::revision).toList();
  }

  /** Returns {@code revision, parents, depends_on, message}. */
  static JsonObject revision(Revision revision) {
    return new JsonObject()
        .put("revision", revision.id().value())
        .put("parents", ids(revision.parents()))
        .put("depends_on", revision.dependsOn())
        .put("message", revision.message());
  }

  static List<JsonObject> lines(List<RevisionLine> lines) {
    return lines.stream().map(RevisionJson::line).toList();
  }

  /**
   * Returns the fields of {@link #revision} and {@code replaces, labels, children, head,
   * effective_head, current, branch_point, merge_point, no_file, edited, unfinished, path, created,
   * applied}.
   */
  static JsonObject line(RevisionLine line) {
    JsonObject json =
        revision(line.revision())
            .put("replaces", ids(line.revision().replaces()))
            .put("labels", line.labels())
            .put("children", ids(line.children().stream().map(Revision::id).toList()));
    for (Mark mark : Mark.values()) {
      json.put(mark.name().toLowerCase(Locale.ROOT), line.marks().contains(mark));
    }
    return json.put("path", line.place())
        .put("created", line.created())
        .put("applied", line.row().map(RevisionJson::applied));
  }

  /** Returns {@code how, at, by, duration_ms, checksum, state, step}. */
  private static JsonObject applied(AppliedRevision row) {
    return new JsonObject()
        .put("how", row.how().stored())
        .put("at", row.appliedAt())
        .put("by", row.appliedBy())
        .put("duration_ms", row.durationMs())
        .put("checksum", row.checksum())
        .put("state", row.state().name().toLowerCase(Locale.ROOT))
        .put("step", row.step());
  }

  /** Returns {@code revisions, heads, pending, at_heads, without_file, edited, unfinished}. */
  static JsonObject standing(Standing standing) {
    return new JsonObject()
        .put("revisions", revisions(standing.tips()))
        .put("heads", ids(standing.heads()))
        .put("pending", standing.pending())
        .put("at_heads", standing.atHeads())
        .put("without_file", ids(standing.withoutFile()))
        .put("edited", ids(standing.edited()))
        .put("unfinished", ids(standing.unfinished().keySet()));
  }

  /** Returns {@code what, where, reason}. */
  static JsonObject skipped(Skipped skipped) {
    return new JsonObject()
        .put("what", skipped.what())
        .put("where", skipped.where())
        .put("reason", skipped.reason());
  }
}
