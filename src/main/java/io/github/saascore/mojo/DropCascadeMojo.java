package io.github.saascore.mojo;

import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Drops everything that the role may drop in the schema, as a plain owner of the database. */
@Mojo(name = "drop-cascade", threadSafe = true)
public final class DropCascadeMojo extends DatabaseGoal {
  /** Name of the database, typed as the word that its data may be lost. */
  @Parameter(property = "saascore.confirm")
  String confirm;

  /** What confirm has to be: name, the database's, or token, one of exactly what would be lost. */
  @Parameter(property = "saascore.confirmWith", defaultValue = "name")
  String confirmWith;

  /** Whether to list what would be dropped, and change nothing. */
  @Parameter(property = "saascore.dryRun", defaultValue = "false")
  String dryRun;

  /** Whether objects of other schemas and owners may go with what they depend on. */
  @Parameter(property = "saascore.allowCollateral", defaultValue = "false")
  String allowCollateral;

  /** Where rows of dropped tables go: nothing is kept, or trash, the schema saascore_trash. */
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

  @Inject
  DropCascadeMojo(MavenContext maven) {
    super(maven);
  }

  @Override
  void work(Parameters parameters) {
    DropWork work = DropWork.of(parameters, options(parameters), output(parameters));
    Care.Backups backups = Care.Backups.of(parameters, maven().basedir());
    try (OpenDatabase open = connect(parameters)) {
      work.run(
          open, new DropPrinter(getLog(), MavenStyle.INSTANCE, backups.on(open), "drop-cascade"));
    }
  }
}
