package io.github.saascore.revision;

/** One thing that a plan does to one revision. */
public sealed interface Step {

  /** Returns the name of the revision that the step is about. */
  RevisionId id();

  /**
   * Runs a revision's upgrade and records it.
   *
   * @param revision what is applied
   */
  record Up(Revision revision) implements Step {
    @Override
    public RevisionId id() {
      return revision.id();
    }
  }

  /**
   * Runs a revision's downgrade and forgets it.
   *
   * @param revision what is undone
   */
  record Down(Revision revision) implements Step {
    @Override
    public RevisionId id() {
      return revision.id();
    }
  }

  /**
   * Records a revision as applied without running it.
   *
   * @param revision what is recorded
   */
  record Mark(Revision revision) implements Step {
    @Override
    public RevisionId id() {
      return revision.id();
    }
  }

  /**
   * Forgets that a revision was applied without undoing it; its file may be gone.
   *
   * @param id what is forgotten
   */
  record Unmark(RevisionId id) implements Step {}
}
