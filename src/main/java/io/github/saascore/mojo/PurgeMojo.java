package io.github.saascore.mojo;

import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Drops for good what is in the trash of the database. */
@Mojo(name = "purge", threadSafe = true, requiresProject = false)
public final class PurgeMojo extends DatabaseGoal {
  /** How long a thing has to be in the trash, for example 30d; without it all of it goes. */
  @Parameter(property = "saascore.olderThan")
  String olderThan;

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

  @Inject
  PurgeMojo(MavenContext maven) {
    super(maven);
  }

  @Override
  void work(Parameters parameters) {
    PurgeWork work = PurgeWork.of(parameters, maven().basedir(), output(parameters));
    try (OpenDatabase open = connect(parameters)) {
      work.run(open);
    }
  }
}
