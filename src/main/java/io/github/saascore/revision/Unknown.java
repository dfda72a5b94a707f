package io.github.saascore.revision;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Says that the database knows revisions that no file describes, and what can be done. */
public final class Unknown {
  private Unknown() {}

  /** Returns the problem as it is seen from the files and the ids alone. */
  static Problem rows(Collection<RevisionId> ids) {
    return rows(ids, List.of(), List.of());
  }

  /**
   * Returns the problem.
   *
   * @param ids the revisions that no file describes
   * @param undoing the commands that undo them with what the database keeps of them; empty where
   *     that cannot be done, or nobody has looked
   * @param replacements the revisions of the files that do the work of some of them, and that the
   *     database has a part of only
   */
  public static Problem rows(
      Collection<RevisionId> ids, List<String> undoing, List<Revision> replacements) {
    boolean one = ids.size() == 1;
    Set<RevisionId> wanted = new LinkedHashSet<>(ids);
    replacements.forEach(each -> wanted.addAll(each.replaces()));
    List<String> ways = new ArrayList<>();
    ways.add(
        (wanted.size() == 1
                ? "take the file back; what has it: "
                : "take the files back; what has them: ")
            + commits(wanted));
    if (!undoing.isEmpty()) {
      ways.add(
          "or undo %s, as the database keeps the way back: %s"
              .formatted(one ? "it" : "them", String.join("\n   and ", undoing)));
    }
    ways.add(recording(one, replacements.stream().map(Revision::id).toList()));
    return Problem.of(
            Code.DB_REVISION_UNKNOWN,
            "the database has %s %s but no file here describes %s"
                .formatted(one ? "revision" : "revisions", Ids.quoted(ids), one ? "it" : "them"))
        .because(
            replacements.isEmpty()
                ? "The files of another branch were probably applied to this database."
                : replacements.stream().map(Unknown::replacing).collect(Collectors.joining("\n")))
        .hint(String.join("\n", ways));
  }

  private static String replacing(Revision replacement) {
    return "'%s' stands for %s where all of them are applied, but here not all have a row."
        .formatted(replacement.id(), Ids.quoted(replacement.replaces()));
  }

  /** Rows that have a file stay as they are, and what is pending stays so. */
  private static String recording(boolean one, List<RevisionId> instead) {
    String what =
        instead.isEmpty()
            ? "or forget %s, where what %s made may stay: "
                .formatted(one ? "its row" : "their rows", one ? "it" : "they")
            : "or record %s instead, where all that it makes is there: "
                .formatted(Ids.quoted(instead));
    List<String> targets = new ArrayList<>(List.of(Target.CURRENT));
    instead.forEach(id -> targets.add(id.value()));
    return what + Verb.STAMP.command(String.join(",", targets)) + " -Dsaascore.purge";
  }

  /** Returns the command that lists the commits of these files, on whatever branch. */
  public static String commits(Collection<RevisionId> ids) {
    return "git log --all -- "
        + ids.stream().map(id -> "'*" + id + "*'").collect(Collectors.joining(" "));
  }
}
