package io.github.saascore.revision;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Says that the database knows revisions that no file describes, and what can be done. */
public final class Unknown {
  /** Forgets rows that have no file, and no other: what is pending stays so. */
  private static final String FORGETTING = Verb.STAMP.command(Target.CURRENT) + " -Dsaascore.purge";

  private Unknown() {}

  /**
   * Returns the problem.
   *
   * @param ids the revisions that no file describes
   * @param undoing the commands that undo them with what the database keeps of them; empty where
   *     that cannot be done, or nobody has looked
   */
  public static Problem rows(Collection<RevisionId> ids, List<String> undoing) {
    boolean one = ids.size() == 1;
    String undo =
        undoing.isEmpty()
            ? ""
            : "or undo %s, as the database keeps the way back: %s\n"
                .formatted(one ? "it" : "them", String.join("\n   and ", undoing));
    return Problem.of(
            Code.DB_REVISION_UNKNOWN,
            "the database has %s %s but no file here describes %s"
                .formatted(one ? "revision" : "revisions", Ids.quoted(ids), one ? "it" : "them"))
        .because("The files of another branch were probably applied to this database.")
        .hint(
            "take the %s back; what has %s: %s\n%sor forget %s, where what %s made may stay: %s"
                .formatted(
                    one ? "file" : "files",
                    one ? "it" : "them",
                    commits(ids),
                    undo,
                    one ? "its row" : "their rows",
                    one ? "it" : "they",
                    FORGETTING));
  }

  /** Returns the command that lists the commits of these files, on whatever branch. */
  public static String commits(Collection<RevisionId> ids) {
    return "git log --all -- "
        + ids.stream().map(id -> "'*" + id + "*'").collect(Collectors.joining(" "));
  }
}
