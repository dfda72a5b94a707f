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

  /** Whether to back up before: off, auto (where a fitting pg_dump is found), or require. */
  @Parameter(property = "saascore.backup", defaultValue = "off")
  String backup;

  /** The program pg_dump; by default that of the PATH. */
  @Parameter(property = "saascore.pgDump")
  String pgDump;

  /** Directory of the backups; .saascore/backups of the project by default. */
  @Parameter(property = "saascore.backupDirectory")
  String backupDirectory;

  CarefulGoal(MavenContext maven, Verb verb) {
    super(maven, verb);
  }

  @Override
  final Care care(Parameters parameters) {
    return Care.of(parameters, maven().basedir());
  }
}
