package io.github.saascore.revision;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Writes several ids into one line. */
final class Ids {
  private Ids() {}

  /** Returns the ids as a target list, for a command to paste. */
  static String joined(Collection<RevisionId> ids) {
    return ids.stream().map(RevisionId::value).collect(Collectors.joining(","));
  }

  /** Returns the ids for a sentence. */
  static String quoted(Collection<RevisionId> ids) {
    return ids.stream().map(id -> "'" + id + "'").collect(Collectors.joining(", "));
  }

  /** Returns revisions with their messages, as many as fit into a message. */
  static String listed(List<Revision> revisions, int most) {
    String shown =
        revisions.stream().limit(most).map(Ids::described).collect(Collectors.joining(", "));
    return revisions.size() <= most ? shown : shown + " and " + (revisions.size() - most) + " more";
  }

  private static String described(Revision revision) {
    return "'"
        + revision.id()
        + "'"
        + (revision.message().isBlank() ? "" : " (" + revision.message() + ")");
  }
}
