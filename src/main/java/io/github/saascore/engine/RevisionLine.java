package io.github.saascore.engine;

import io.github.saascore.postgres.AppliedRevision;
import io.github.saascore.revision.Revision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A revision as {@code history}, {@code current}, {@code heads}, {@code branches} and {@code show}
 * list it.
 *
 * @param revision the revision
 * @param labels the branch labels that reach it
 * @param marks what is special about it
 * @param children the revisions that follow it
 * @param place its file; empty when it has none
 * @param created when its file says it was written
 * @param row its row in the database; empty when it is not applied or no database was asked
 */
public record RevisionLine(
    Revision revision,
    List<String> labels,
    Set<Mark> marks,
    List<Revision> children,
    Optional<String> place,
    Optional<Instant> created,
    Optional<AppliedRevision> row) {

  /** What is special about a revision, in the order in which it is printed, which is Alembic's. */
  public enum Mark {
    /** Nothing follows it. */
    HEAD("head"),
    /** Nothing follows it, but another revision depends on it. */
    EFFECTIVE_HEAD("effective head"),
    /** It is applied, and no applied revision implies it. */
    CURRENT("current"),
    /** Several revisions follow it. */
    BRANCH_POINT("branchpoint"),
    /** It follows several revisions. */
    MERGE_POINT("mergepoint"),
    /** It is applied, and there is no file of it. */
    NO_FILE("NO FILE"),
    /** It is applied, and its file was changed since. */
    EDITED("edited"),
    /** It was begun without a transaction and not finished. */
    UNFINISHED("unfinished");

    private final String text;

    Mark(String text) {
      this.text = text;
    }

    /** Returns the word that stands in parentheses behind the revision. */
    public String text() {
      return text;
    }
  }
}
