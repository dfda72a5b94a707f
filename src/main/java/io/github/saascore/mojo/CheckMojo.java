package io.github.saascore.mojo;

import io.github.saascore.engine.Sources;
import io.github.saascore.engine.drift.Check;
import io.github.saascore.engine.drift.CheckResult;
import io.github.saascore.engine.drift.KnownWays;
import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.report.CheckText;
import io.github.saascore.revision.SaascoreException;
import java.nio.file.Files;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Looks once at everything that a change of migrations can break, and fails with all of it: files
 * and graph, records of applied revisions, a replay from base, every way back, the model, and
 * hazards. It needs no configured database, and changes none.
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class CheckMojo extends ModelGoal {
  /** Whether revisions that the configured database does not have are a finding: ignore or fail. */
  @Parameter(property = "saascore.pending", defaultValue = "ignore")
  String pending;

  /** What becomes of hazards in what is pending, or else in the newest: fail, warn, or off. */
  @Parameter(property = "saascore.lint", defaultValue = "warn")
  String lint;

  /** How bad a hazard has to be to fail: error, warn or note. */
  @Parameter(property = "saascore.failOn", defaultValue = "error")
  String failOn;

  /** Rules of lint to switch on, or with a minus before them off, with commas between. */
  @Parameter(property = "saascore.rules")
  String rules;

  /** What to do about pending revisions. */
  enum Pending {
    /** Nothing. */
    IGNORE,
    /** They are a finding. */
    FAIL
  }

  /**
   * Whether ways back that an earlier check has found good are taken as good, as long as files,
   * plugin and server are the same: true, or false to try all of them.
   */
  @Parameter(property = "saascore.cache", defaultValue = "true")
  String cache;

  @Inject
  CheckMojo(MavenContext maven) {
    super(maven);
  }

  /** The goal is inherited by modules that have nothing to check. */
  @Override
  boolean isWithoutFiles(Parameters parameters) {
    boolean isDefault = !parameters.given("migrations").orElseThrow().explicit();
    return (isDefault && !Files.isDirectory(directory(parameters)))
        || super.isWithoutFiles(parameters);
  }

  @Override
  void work(Parameters parameters) {
    Output output = output(parameters);
    boolean complete = parameters.choice("pending", Pending.class) == Pending.FAIL;
    try (StartingScratch starting = StartingScratch.of(() -> beside(parameters, complete))) {
      Sources sources = sources(parameters);
      ScratchBeside beside = starting.get();
      AskedDatabase database = beside.database();
      Check.Subjects subjects =
          new Check.Subjects(
              database.asked(sources, complete),
              new ProjectModel(maven(), parameters).later(),
              new LintWork(maven(), parameters, getLog()).beside(sources, beside),
              database.notes());
      Scratch scratch = beside.scratch().scratch();
      WaysMemory memory =
          WaysMemory.of(maven(), scratch, texts(parameters), parameters.flag("cache"), getLog());
      KnownWays known = memory.read();
      CheckResult result = new Check(scratch, sources, subjects, known).run();
      memory.keep(known, result);
      output.print(style -> CheckText.lines(result, style), () -> CheckText.json(result));
      if (!result.isSound()) {
        throw new SaascoreException(result.findings());
      }
    }
  }
}
