package io.github.saascore.mojo;

import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Runs the pending revisions in a scratch database and tells what each statement would block, write
 * anew or destroy, and the safe way to write it. Without a database all revisions are looked at.
 */
@Mojo(name = "lint", threadSafe = true)
public final class LintMojo extends ScratchGoal {
  /** Part of the history to look at instead, as from:to, for example head-3:head. */
  @Parameter(property = "saascore.range")
  String range;

  /** Which sections to look at: up, down or both. */
  @Parameter(property = "saascore.direction", defaultValue = "up")
  String direction;

  /**
   * Rules to switch on, or with a minus before them off, with commas between; <code>all</code> is
   * every rule.
   */
  @Parameter(property = "saascore.rules")
  String rules;

  /** Which tables are new, so that nothing waits for them: made in the same revision, or run. */
  @Parameter(property = "saascore.fresh", defaultValue = "revision")
  String fresh;

  /** What becomes of hazards: fail, warn, or off. */
  @Parameter(property = "saascore.lint", defaultValue = "fail")
  String lint;

  /** How bad a hazard has to be to fail: error, warn or note. */
  @Parameter(property = "saascore.failOn", defaultValue = "error")
  String failOn;

  @Inject
  LintMojo(MavenContext maven) {
    super(maven);
  }

  @Override
  void work(Parameters parameters) {
    LintWork work = new LintWork(maven(), parameters, getLog());
    if (work.level() == LintLevel.OFF) {
      getLog().info("nothing is linted: -Dsaascore.lint=off");
    } else {
      work.goal(sources(parameters));
    }
  }
}
