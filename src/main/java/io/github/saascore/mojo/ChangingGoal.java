package io.github.saascore.mojo;

import io.github.saascore.engine.Sources;
import io.github.saascore.revision.Target;
import io.github.saascore.revision.Verb;
import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;

/** A goal that takes a database to targets. */
abstract class ChangingGoal extends DatabaseGoal {
  /** Whether to print the steps only, and change nothing. */
  @Parameter(property = "saascore.dryRun", defaultValue = "false")
  String dryRun;

  private final Verb verb;

  ChangingGoal(MavenContext maven, Verb verb) {
    super(maven);
    this.verb = verb;
  }

  /** The work itself, when there is a connection. */
  @FunctionalInterface
  interface Change {
    /** Changes the database and prints what was done. */
    void run(OpenDatabase open, Output output);
  }

  /** Returns the work that the parameters ask for; they are all read here. */
  abstract Change change(Parameters parameters, Sources sources, List<Target> targets);

  @Override
  final void work(Parameters parameters) {
    Output output = output(parameters);
    List<Target> targets = Target.parseList(typed(parameters));
    boolean purge = verb == Verb.STAMP && parameters.flag("purge");
    boolean dry = parameters.flag("dryRun");
    try (Connecting connecting = connecting(parameters)) {
      Sources sources = verb == Verb.STAMP ? sources(parameters) : headers(parameters);
      Change change = change(parameters, sources, targets);
      try (OpenDatabase open = connecting.open()) {
        if (dry) {
          new Work(sources, verb, targets, purge, care(parameters)).printSteps(open, output);
        } else {
          change.run(open, output);
        }
      }
    }
  }

  /** Returns how careful to be; a stamp destroys nothing. */
  Care care(Parameters parameters) {
    return Care.NONE;
  }

  /** Returns the targets as they were typed. */
  static String typed(Parameters parameters) {
    return parameters.text("target").orElse("");
  }
}
