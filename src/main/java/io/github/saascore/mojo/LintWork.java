package io.github.saascore.mojo;

import io.github.saascore.engine.Closing;
import io.github.saascore.engine.Sources;
import io.github.saascore.engine.drift.Check;
import io.github.saascore.engine.hazard.Direction;
import io.github.saascore.engine.hazard.Fresh;
import io.github.saascore.engine.hazard.Lint;
import io.github.saascore.engine.hazard.LintRequest;
import io.github.saascore.engine.hazard.LintResult;
import io.github.saascore.engine.hazard.Rules;
import io.github.saascore.engine.hazard.Severity;
import io.github.saascore.report.LintJson;
import io.github.saascore.report.LintSarif;
import io.github.saascore.report.LintText;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.revision.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.logging.Log;

/**
 * Looks for hazards as the parameters say, for the goal {@code lint} and for those that look before
 * they run.
 *
 * @param maven what Maven gave
 * @param parameters the parameters of the goal
 * @param log where to tell
 */
record LintWork(MavenContext maven, Parameters parameters, Log log) {

  /** Returns what becomes of hazards. */
  LintLevel level() {
    return parameters.choice("lint", LintLevel.class);
  }

  /** Lints, prints what was found, and fails where it is bad enough. */
  void goal(Sources sources) {
    LintFormat format = parameters.choice("format", LintFormat.class);
    List<AutoCloseable> parts = new ArrayList<>();
    LintResult result;
    try {
      Optional<OpenDatabase> database = database();
      database.ifPresent(parts::add);
      result = run(sources, database);
    } finally {
      Closing.all(parts);
    }
    new Output(
            log,
            parameters.path("outputFile", maven.basedir()),
            format == LintFormat.TEXT ? Output.Format.TEXT : Output.Format.JSON)
        .print(
            style -> LintText.lines(result, style),
            () ->
                format == LintFormat.SARIF
                    ? LintSarif.of(result, maven.execution().getVersion())
                    : LintJson.of(result));
    require(result);
  }

  /**
   * Opens the database, where one is configured or the project's embedded one has been used; one
   * that does not answer costs a warning, as the files can be linted all the same.
   */
  private Optional<OpenDatabase> database() {
    try {
      DatabaseOpener opener = DatabaseOpener.of(maven, parameters, log);
      return opener.isThere()
          ? Optional.of(opener.open(DatabaseGoal.options(parameters)))
          : Optional.empty();
    } catch (SaascoreException e) {
      if (!Failures.isOutside(e)) {
        throw e;
      }
      if (e.problem().code() != Code.NO_URL) {
        log.warn("the database was not asked: " + e.problem().text());
      }
      return Optional.empty();
    }
  }

  /**
   * Lints the range that is given; else what is pending in the database; else, without one, all
   * revisions.
   */
  private LintResult run(Sources sources, Optional<OpenDatabase> database) {
    LintRequest.Options options =
        new LintRequest.Options(
            rules(),
            parameters.choice("direction", Direction.class),
            parameters.choice("fresh", Fresh.class));
    LintRequest request =
        parameters
            .text("range")
            .map(range -> LintRequest.range(sources, range, options))
            .or(() -> database.map(open -> pending(sources, open, heads(), options)))
            .orElseGet(() -> LintRequest.all(sources, options));
    return run(request, database);
  }

  /**
   * Returns the look, beside a check, at what is pending in the database; without one, at the
   * newest revision of each line: the older ones were looked at when they were the newest.
   *
   * @param beside the server that the check has started
   */
  Optional<Check.Hazards> beside(Sources sources, ScratchBeside beside) {
    if (level() == LintLevel.OFF) {
      return Optional.empty();
    }
    LintRequest.Options options = new LintRequest.Options(rules(), Direction.UP, Fresh.REVISION);
    Optional<OpenDatabase> database = beside.database().open();
    LintRequest request =
        database
            .map(open -> pending(sources, open, heads(), options))
            .orElseGet(() -> LintRequest.heads(sources, options));
    Lint lint =
        new Lint(
            new HeldScratch(beside.scratch()), database.map(open -> open.database().session()));
    return Optional.of(new Check.Hazards(lint, request, this::problem));
  }

  /** Looks at what an upgrade would run, tells it, and stops where that is asked for. */
  void before(Sources sources, OpenDatabase open, List<Target> targets) {
    if (level() == LintLevel.OFF) {
      return;
    }
    LintRequest.Options options = new LintRequest.Options(rules(), Direction.UP, Fresh.REVISION);
    LintRequest request = pending(sources, open, targets, options);
    if (!request.isNothing()) {
      LintResult result = run(request, Optional.of(open));
      LintText.lines(result, MavenStyle.INSTANCE).forEach(log::warn);
      require(result);
    }
  }

  /**
   * Refuses to go on with hazards that are as bad as {@code failOn} says.
   *
   * @throws SaascoreException HAZARD
   */
  private void require(LintResult result) {
    Optional<Problem> problem = problem(result);
    if (problem.isPresent()) {
      throw problem.get().asException();
    }
  }

  private Optional<Problem> problem(LintResult result) {
    Severity limit = parameters.choice("failOn", Severity.class);
    int count = result.atLeast(limit);
    if (level() != LintLevel.FAIL || count == 0) {
      return Optional.empty();
    }
    return Optional.of(
        Problem.of(Code.HAZARD, count + " hazard(s) found")
            .because("they stand above, with what each blocks and the safe way to write it")
            .hint(
                """
                rewrite them; or where one does no harm, put this on the line above the statement:
                -- saascore:allow <rule> <reason>
                or go on all the same: -Dsaascore.lint=warn\
                """));
  }

  private LintResult run(LintRequest request, Optional<OpenDatabase> database) {
    LentScratch scratch = new LentScratch(new ScratchOpener(maven, parameters, log), database);
    return new Lint(scratch, database.map(open -> open.database().session())).run(request);
  }

  private Rules rules() {
    String place = parameters.given("rules").map(Given::source).orElse("the rules");
    return Rules.of(parameters.list("rules"), place);
  }

  private static List<Target> heads() {
    return List.of(Target.parse(Target.HEADS));
  }

  private static LintRequest pending(
      Sources sources, OpenDatabase open, List<Target> targets, LintRequest.Options options) {
    return LintRequest.pending(
        open.state(sources.naming(targets)), open.database().changed(sources), targets, options);
  }
}
