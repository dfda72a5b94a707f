package io.github.saascore.engine;

import io.github.saascore.postgres.Existing;
import io.github.saascore.postgres.Watch;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.script.Body;
import io.github.saascore.script.MigrationFile;
import io.github.saascore.script.Statement;
import java.util.List;
import java.util.Optional;

/**
 * Has the pending revisions matched with what is in the database, but only when there is reason to:
 * matching needs a scratch database.
 *
 * <p>There is reason where nothing is applied and something of what the revisions make exists;
 * where the server refuses to make what exists; and where a revision meets what the server would
 * pass over in silence.
 */
final class Matching {
  private final Database database;
  private final Sources sources;
  private final Optional<Matcher> matcher;
  private final Watches watches;
  private Optional<Adoption> learned = Optional.empty();

  /** Whether the run began in an empty database: what a revision meets then is of its own line. */
  private boolean empty;

  Matching(Database database, Sources sources, Existing existing, Optional<Matcher> matcher) {
    this.database = database;
    this.sources = sources;
    this.matcher = existing == Existing.MATCH ? matcher : Optional.empty();
    this.watches = new Watches(sources);
  }

  /** Looks, before the first statement of a run, whether there is reason to match. */
  void beforeRun(DatabaseState state, List<Revision> pending) {
    if (matcher.isEmpty() || !state.rows().isEmpty()) {
      return;
    }
    empty = Overlap.isEmpty(database.session());
    if (!empty && Overlap.exists(database.session(), of(pending), true)) {
      learn(pending);
    }
  }

  /**
   * Looks, before a revision that runs without a transaction, whether there is reason to match; it
   * could not be rolled back when the reason shows up in the middle.
   *
   * @param rest the revision and those that follow it
   */
  void beforeStepwise(List<Revision> rest) {
    boolean asks = matcher.isPresent() && learned.isEmpty();
    MigrationFile file = sources.files().get(rest.get(0).id());
    if (asks
        && Units.isStepwise(file.upgrade())
        && Overlap.exists(database.session(), of(rest.subList(0, 1)), false)) {
      learn(rest);
    }
  }

  /**
   * Matches after a refusal, if that is the reason and it was not done before.
   *
   * @param rest the revision that was refused and those that follow it
   * @return whether the revision is worth another try
   */
  boolean afterRefusal(SaascoreException e, List<Revision> rest) {
    if (matcher.isEmpty() || learned.isPresent() || e.problem().code() != Code.EXISTS) {
      return false;
    }
    learn(rest);
    return true;
  }

  private void learn(List<Revision> pending) {
    DatabaseState state = database.stateAfterRun(sources);
    Adoption adoption = matcher.orElseThrow().match(database, sources, state.inOrder(), pending);
    learned = Optional.of(adoption);
    adoption.remarks().forEach(remark -> database.listener().accept(new Event.Matched(remark)));
  }

  /** Returns what is done with a revision; empty when it simply runs. */
  Optional<Choice> choice(Revision revision) {
    return learned.flatMap(adoption -> adoption.of(revision.id()));
  }

  /** Returns what a revision that simply runs must not meet. */
  Watch watch(Revision revision) {
    return matcher.isEmpty() || learned.isPresent() || empty
        ? Watch.NOTHING
        : watches.of(sources.files().get(revision.id()));
  }

  private List<Statement> of(List<Revision> revisions) {
    return revisions.stream()
        .map(revision -> sources.files().get(revision.id()).upgrade())
        .filter(Body.Sql.class::isInstance)
        .flatMap(body -> ((Body.Sql) body).statements().stream())
        .toList();
  }
}
