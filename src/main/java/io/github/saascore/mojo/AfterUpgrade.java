package io.github.saascore.mojo;

import io.github.saascore.engine.Upgrade;
import io.github.saascore.engine.drift.Comparison;
import io.github.saascore.engine.drift.Diff;
import io.github.saascore.engine.drift.Ensure;
import io.github.saascore.engine.drift.EnsurePlan;
import io.github.saascore.engine.model.Model;
import io.github.saascore.engine.model.ModelSchema;
import io.github.saascore.engine.scratch.ScratchDatabase;
import io.github.saascore.report.DiffText;
import io.github.saascore.report.EnsureText;
import io.github.saascore.report.Verdict;
import io.github.saascore.revision.SaascoreException;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.logging.Log;

/**
 * What an upgrade does about the model when the revisions are applied: creates what is missing,
 * compares, or nothing at all.
 *
 * <p>An upgrade that had nothing to do compares only when the command line asks for it: that costs
 * a scratch server, and most upgrades have nothing to do.
 */
final class AfterUpgrade {

  /** What to do when a database differs from the model. */
  enum ModelDrift {
    /** Say so. */
    WARN,
    /** End with an error. */
    FAIL,
    /** Do not look. */
    IGNORE
  }

  private final MavenContext maven;
  private final Parameters parameters;
  private final Log log;
  private final boolean ensure;
  private final ModelDrift drift;
  private final boolean asked;
  private final Optional<Model> early;

  private AfterUpgrade(MavenContext maven, Parameters parameters, Log log) {
    this.maven = maven;
    this.parameters = parameters;
    this.log = log;
    this.ensure = parameters.flag("ensure");
    Optional<Given> given = parameters.given("modelDrift");
    ModelDrift whenSet =
        parameters.given("model").isPresent() ? ModelDrift.WARN : ModelDrift.IGNORE;
    this.drift = given.isPresent() ? parameters.choice("modelDrift", ModelDrift.class) : whenSet;
    this.asked = given.filter(each -> each.source().startsWith("-D")).isPresent();
    boolean needed = ensure || (given.isPresent() && drift == ModelDrift.FAIL);
    this.early =
        needed ? Optional.of(new ProjectModel(maven, parameters).require()) : Optional.empty();
  }

  /**
   * Reads the parameters, and the model where the run cannot do without it.
   *
   * @throws SaascoreException MODEL where it is needed, and is missing or cannot be loaded
   */
  static AfterUpgrade of(MavenContext maven, Parameters parameters, Log log) {
    return new AfterUpgrade(maven, parameters, log);
  }

  /**
   * Creates and compares, as far as that is wanted.
   *
   * @param result what the upgrade did
   * @throws SaascoreException DRIFT where the database differs and that is to fail
   */
  void run(OpenDatabase open, Upgrade.Result result) {
    boolean compare =
        drift != ModelDrift.IGNORE
            && (asked || (!result.isNothing() && result.standing().atHeads()));
    if (!ensure && !compare) {
      return;
    }
    try {
      work(open, compare);
    } catch (SaascoreException e) {
      if (ensure || drift == ModelDrift.FAIL) {
        throw e;
      }
      log.warn("the database was not compared with the model: " + e.problem().text());
    }
  }

  private void work(OpenDatabase open, boolean compare) {
    Model model = early.orElseGet(() -> new ProjectModel(maven, parameters).require());
    model.notes().forEach(log::warn);
    ModelSchema wanted;
    try (OpenScratch scratch = new ScratchOpener(maven, parameters, log).open(Optional.of(open));
        ScratchDatabase empty = scratch.scratch().open()) {
      wanted = ModelSchema.make(model, empty);
    }
    if (ensure) {
      EnsurePlan plan = new Ensure(open.database(), wanted).run();
      Verdict verdict = EnsureText.brief(plan, model.name(), open.ran(""), MavenStyle.INSTANCE);
      verdict.lines().forEach(log::info);
      if (!compare) {
        verdict.warnings().forEach(log::warn);
      }
    }
    if (compare) {
      compare(open, Diff.model(open.database(), wanted));
    }
  }

  private void compare(OpenDatabase open, Comparison comparison) {
    if (!comparison.isEmpty() && drift == ModelDrift.FAIL) {
      throw comparison.problem(open.where()).asException();
    }
    List<String> lines =
        DiffText.comparison(comparison, open.ran("").database(), MavenStyle.INSTANCE);
    lines.forEach(line -> say(line, comparison.isEmpty()));
  }

  private void say(String line, boolean well) {
    if (well) {
      log.info(line);
    } else {
      log.warn(line);
    }
  }
}
