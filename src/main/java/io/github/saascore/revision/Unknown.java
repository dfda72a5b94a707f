package io.github.saascore.revision;

import java.util.Collection;

/** Says that the database knows revisions that no file describes, and what can be done. */
final class Unknown {
  private Unknown() {}

  static SaascoreException rows(Collection<RevisionId> ids) {
    return Problem.of(
            Code.DB_REVISION_UNKNOWN,
            "the database has "
                + (ids.size() == 1 ? "revision " : "revisions ")
                + Ids.quoted(ids)
                + " but no file here describes "
                + (ids.size() == 1 ? "it" : "them"))
        .because("The files of another branch were probably applied to this database.")
        .hint(
            """
            take the files back: git checkout of the branch that has them
            or undo with the script that the database keeps: %s
            or, when the schema is known to be right, forget them: %s -Dsaascore.purge"""
                .formatted(Verb.DOWNGRADE.command("-1"), Verb.STAMP.command("heads")))
        .asException();
  }
}
