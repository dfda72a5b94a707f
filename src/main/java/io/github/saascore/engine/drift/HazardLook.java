package io.github.saascore.engine.drift;

import io.github.saascore.engine.Aside;
import io.github.saascore.engine.Sources;
import io.github.saascore.engine.hazard.Direction;
import io.github.saascore.engine.hazard.LintRequest;
import io.github.saascore.engine.hazard.LintResult;
import io.github.saascore.engine.scratch.Order;
import io.github.saascore.engine.scratch.ScratchDatabase;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.script.Body;
import io.github.saascore.script.MigrationFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The look at hazards of a check.
 *
 * <p>It goes on beside the walk, in a database of its own, in which the earlier revisions are
 * applied once more. Where they are many, it rather waits for the walk, and undoes and runs the
 * newest revisions in the walk's database: to apply a hundred revisions takes longer than to wait.
 */
final class HazardLook implements AutoCloseable {
  /** So many revisions are applied in about the time that a look takes. */
  private static final int MANY = 40;

  private final Check.Hazards hazards;
  private final Optional<Aside<LintResult>> beside;

  private HazardLook(Check.Hazards hazards, Optional<Aside<LintResult>> beside) {
    this.hazards = hazards;
    this.beside = beside;
  }

  /** Begins to look, if it is not better to wait. */
  static HazardLook start(Check.Hazards hazards) {
    LintRequest request = hazards.request();
    return new HazardLook(
        hazards,
        canWait(request)
            ? Optional.empty()
            : Optional.of(Aside.start("hazards", () -> hazards.lint().run(request))));
  }

  /**
   * Returns what is found; throws what a look throws.
   *
   * @param trips what the walk has found
   * @param database the database at the end of the walk, of which nothing else is wanted any more
   */
  LintResult result(List<RoundTrip> trips, ScratchDatabase database) {
    if (beside.isPresent()) {
      return beside.get().join();
    }
    return isRestored(trips)
        ? hazards.lint().again(hazards.request(), database)
        : hazards.lint().run(hazards.request());
  }

  /**
   * What is linted has to be the end of the walk, and nothing else may have changed its database.
   */
  private static boolean canWait(LintRequest request) {
    Sources sources = request.sources();
    List<Revision> all = new ArrayList<>(request.earlier());
    all.addAll(request.linted());
    return request.earlier().size() >= MANY
        && request.options().direction() == Direction.UP
        && sources.repeatables().isEmpty()
        && all.equals(Order.of(sources))
        && request.linted().stream()
            .map(revision -> sources.files().get(revision.id()))
            .allMatch(HazardLook::isPlain);
  }

  private static boolean isPlain(MigrationFile file) {
    return isPlain(file.upgrade()) && isPlain(file.downgrade());
  }

  private static boolean isPlain(Body body) {
    return body instanceof Body.Sql && !Sections.isStepwise(body);
  }

  private boolean isRestored(List<RoundTrip> trips) {
    List<RevisionId> linted = hazards.request().linted().stream().map(Revision::id).toList();
    return RepeatablesCheck.isWhole(trips)
        && trips.stream()
            .filter(trip -> linted.contains(trip.revision().id()))
            .allMatch(trip -> trip.way() instanceof WayBack.Reversible);
  }

  @Override
  public void close() {
    beside.ifPresent(Aside::close);
  }
}
