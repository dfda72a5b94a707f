package io.github.saascore.mojo;

import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Drops everything that the role may drop in the schema, as a plain owner of the database. */
@Mojo(name = "drop-cascade", threadSafe = true)
public final class DropCascadeMojo extends ConfirmedGoal {
  /** Whether objects of other schemas and owners may go with what they depend on. */
  @Parameter(property = "saascore.allowCollateral", defaultValue = "false")
  String allowCollateral;

  /** Whether the schemas that are named go too, when they are empty; public never does. */
  @Parameter(property = "saascore.dropSchemas", defaultValue = "false")
  String dropSchemas;

  /** Where rows of dropped tables go: nothing is kept, or trash, the schema saascore_trash. */
  @Parameter(property = "saascore.keep", defaultValue = "nothing")
  String keep;

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
