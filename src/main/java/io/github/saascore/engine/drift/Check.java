package io.github.saascore.engine.drift;

import io.github.saascore.engine.DatabaseState;
import io.github.saascore.engine.Sources;
import io.github.saascore.engine.hazard.Lint;
import io.github.saascore.engine.hazard.LintRequest;
import io.github.saascore.engine.hazard.LintResult;
import io.github.saascore.engine.model.Model;
import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.engine.scratch.ScratchDatabase;
import io.github.saascore.revision.Planner;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.schema.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Looks once at everything that a change of migrations can break, and says all of it.
 *
 * <p>Everything is tried in scratch databases; a database that is asked is only read. The model and
 * the hazards are looked at on threads of their own while the history is walked, unless the
 * database in which it was walked serves for the hazards too.
 */
public final class Check {
  private static final String NOT_REPLAYED = ": not all revisions can be applied";

  private final Scratch scratch;
  private final Sources sources;
  private final Subjects subjects;
  private final KnownWays known;
  private final List<Problem> findings = new ArrayList<>();
  private final List<String> notes;

  /**
   * Makes a check; it runs once.
   *
   * @param known ways back that need not be tried again
   */
  public Check(Scratch scratch, Sources sources, Subjects subjects, KnownWays known) {
    this.scratch = scratch;
    this.sources = sources;
    this.subjects = subjects;
    this.known = known;
    this.notes = new ArrayList<>(subjects.notes());
  }

  /**
   * What is looked at beside the files.
   *
   * @param database the database whose records are compared with the files, if one can be asked
   * @param model loads the model, if one is configured
   * @param hazards looks for hazards, if that is wanted
   * @param notes what cannot be looked at, and why
   */
  public record Subjects(
      Optional<Asked> database,
      Optional<Supplier<Model>> model,
      Optional<Hazards> hazards,
      List<String> notes) {
    /** Copies the list. */
    public Subjects {
      notes = List.copyOf(notes);
    }
  }

  /**
   * A database that was asked what is applied.
   *
   * @param name the database, for people
   * @param state what it said
   * @param complete whether nothing may be pending there
   */
  public record Asked(String name, DatabaseState state, boolean complete) {}

  /**
   * The look at hazards.
   *
   * @param lint looks
   * @param request at what
   * @param judge says whether what was found is a finding
   */
  public record Hazards(
      Lint lint, LintRequest request, Function<LintResult, Optional<Problem>> judge) {}

  /**
   * Checks.
   *
   * @throws SaascoreException only when the scratch server lacks something or is lost
   */
  public CheckResult run() {
    HeadsCheck.of(sources.graph()).ifPresent(findings::add);
    subjects.database().ifPresent(this::lookAt);
    try (Asides asides = Asides.start(scratch, subjects);
        LongWalk walk = new LongWalk(scratch, sources, known)) {
      List<RoundTrip> trips = walk.walk();
      trips.forEach(trip -> trip.problem().ifPresent(findings::add));
      List<Replaced> replaced = new ReplacedCheck(scratch, sources, known).run();
      replaced.forEach(each -> findings.addAll(each.findings()));
      boolean whole = RepeatablesCheck.isWhole(trips);
      Optional<String> model = Optional.empty();
      if (whole) {
        model = atTheHeads(walk.database(), trips, asides);
      } else {
        asides.model().ifPresent(any -> notes.add("the model" + NOT_REPLAYED));
      }
      Optional<LintResult> hazards =
          asides.hazards().flatMap(look -> hazards(look, trips, walk.database()));
      return new CheckResult(
          scratch.server().describe(),
          trips,
          replaced,
          whole ? sources.repeatables().size() : 0,
          model,
          subjects.database().map(Asked::name),
          hazards,
          findings,
          notes);
    }
  }

  private void lookAt(Asked database) {
    findings.addAll(database.state().unsound());
    if (database.complete()) {
      try {
        database.state().requireFinished();
        new Planner(database.state().sources().graph()).requireAtHeads(database.state().applied());
      } catch (SaascoreException e) {
        e.problems().forEach(problem -> findings.add(problem.at(database.name())));
      }
    }
  }

  /**
   * Compares with the model; and repeatable scripts must work, work again, and let go of what
   * downgrades drop.
   *
   * @return the name of the model that was compared with
   */
  private Optional<String> atTheHeads(
      ScratchDatabase database, List<RoundTrip> trips, Asides asides) {
    Optional<Snapshot> revisions = asides.model().map(any -> database.snapshot());
    Optional<Problem> failed = Optional.empty();
    Optional<Snapshot> all = revisions;
    if (!sources.repeatables().isEmpty()) {
      failed = RepeatablesCheck.run(database, sources);
      all = asides.model().map(any -> database.snapshot());
      if (failed.isEmpty() && RepeatablesCheck.canDescend(trips)) {
        failed = new Descent(database, sources).run(trips);
      }
    }
    failed.ifPresent(findings::add);
    if (asides.model().isEmpty()) {
      return Optional.empty();
    }
    return compared(asides.model().get(), revisions.orElseThrow(), all.orElseThrow());
  }

  private Optional<String> compared(ModelCheck model, Snapshot revisions, Snapshot all) {
    try {
      findings.addAll(model.problems(revisions, all));
      return Optional.of(model.name());
    } catch (SaascoreException e) {
      Blame.script(e);
      findings.addAll(e.problems());
      return Optional.empty();
    }
  }

  private Optional<LintResult> hazards(
      HazardLook look, List<RoundTrip> trips, ScratchDatabase database) {
    try {
      LintResult result = look.result(trips, database);
      subjects.hazards().flatMap(hazards -> hazards.judge().apply(result)).ifPresent(findings::add);
      return Optional.of(result);
    } catch (SaascoreException e) {
      Blame.script(e);
      if (RepeatablesCheck.isWhole(trips)) {
        findings.addAll(e.problems());
      } else {
        notes.add("hazards" + NOT_REPLAYED);
      }
      return Optional.empty();
    }
  }
}
