package io.github.saascore.mojo;

import io.github.saascore.revision.Verb;
import org.apache.maven.plugins.annotations.Parameter;

/** A goal that runs statements of the user, which may destroy data. */
abstract class CarefulGoal extends ChangingGoal {
  /** Name of the database, typed as the word that its data may be lost. */
  @Parameter(property = "saascore.confirm")
  String confirm;

  /** What confirm has to be: name, the database's, or token, one of exactly what would be lost. */
  @Parameter(property = "saascore.confirmWith", defaultValue = "name")
  String confirmWith;

  /** Where dropped tables and columns go: nothing is kept, or trash, the schema saascore_trash. */
  @Parameter(property = "saascore.keep", defaultValue = "nothing")
  String keep;

  CarefulGoal(MavenContext maven, Verb verb) {
    super(maven, verb);
  }

  @Override
  final Care care(Parameters parameters) {
    return Care.of(parameters);
  }
}
