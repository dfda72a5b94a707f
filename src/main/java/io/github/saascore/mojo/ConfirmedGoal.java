package io.github.saascore.mojo;

import org.apache.maven.plugins.annotations.Parameter;

/** A goal that destroys what it has shown, once that is confirmed. */
abstract class ConfirmedGoal extends DatabaseGoal {
  /** Name of the database, typed as the word that its data may be lost. */
  @Parameter(property = "saascore.confirm")
  String confirm;

  /** What confirm has to be: name, the database's, or token, one of exactly what would be lost. */
  @Parameter(property = "saascore.confirmWith", defaultValue = "name")
  String confirmWith;

  /** Whether to list what would be dropped, and change nothing. */
  @Parameter(property = "saascore.dryRun", defaultValue = "false")
  String dryRun;

  /** Whether to back up before: off, auto (where a fitting pg_dump is found), or require. */
  @Parameter(property = "saascore.backup", defaultValue = "off")
  String backup;

  /** The program pg_dump; by default that of the PATH. */
  @Parameter(property = "saascore.pgDump")
  String pgDump;

  /** Directory of the backups; .saascore/backups of the project by default. */
  @Parameter(property = "saascore.backupDirectory")
  String backupDirectory;

  ConfirmedGoal(MavenContext maven) {
    super(maven);
  }
}
