package io.github.saascore.mojo;

import io.github.saascore.revision.Verb;
import org.apache.maven.plugins.annotations.Parameter;

/** A goal that takes a database up, and then looks at the model. */
abstract class UpgradingGoal extends CarefulGoal {
  /** What the schema is wanted to be, as in the goal ensure: a class or a directory. */
  @Parameter(property = "saascore.model")
  String model;

  /** Whether to create after the revisions what the model has and the database lacks. */
  @Parameter(property = "saascore.ensure", defaultValue = "false")
  String ensure;

  /**
   * What to do when the database differs from the model after the revisions: warn, fail or ignore.
   * With a model, warn is the default; when nothing was pending, only <code>-Dsaascore.modelDrift
   * </code> has it compared.
   */
  @Parameter(property = "saascore.modelDrift")
  String modelDrift;

  UpgradingGoal(MavenContext maven) {
    super(maven, Verb.UPGRADE);
  }

  /** Returns what is done about the model when the revisions are applied. */
  final AfterUpgrade afterUpgrade(Parameters parameters) {
    return AfterUpgrade.of(maven(), parameters, getLog());
  }
}
