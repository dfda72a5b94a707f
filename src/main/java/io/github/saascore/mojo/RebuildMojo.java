package io.github.saascore.mojo;

import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Makes a development database anew in one go: creates it where it is missing, drops what is in it,
 * applies all revisions and the repeatable scripts with the initial data, and verifies the result.
 */
@Mojo(name = "rebuild", threadSafe = true)
public final class RebuildMojo extends ModelGoal {
  /** Name of the database, typed as the word that its data may be lost. */
  @Parameter(property = "saascore.confirm")
  String confirm;

  /** What confirm has to be: name, the database's, or token, one of exactly what would be lost. */
  @Parameter(property = "saascore.confirmWith", defaultValue = "name")
  String confirmWith;

  /** Whether to print the plan only, and change nothing. */
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

  /** What to do where a revision fails: none, or ensure, which makes the tables of the model. */
  @Parameter(property = "saascore.fallback", defaultValue = "none")
  String fallback;

  @Inject
  RebuildMojo(MavenContext maven) {
    super(maven);
  }

  @Override
  void work(Parameters parameters) {
    new RebuildWork(maven(), parameters, options(parameters), getLog())
        .run(sources(parameters), output(parameters), open -> scratch(parameters, open));
  }
}
