package io.github.saascore.mojo;

import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Drops for good what is in the trash of the database. */
@Mojo(name = "purge", threadSafe = true, requiresProject = false)
public final class PurgeMojo extends ConfirmedGoal {
  /** How long a thing has to be in the trash, for example 30d; without it all of it goes. */
  @Parameter(property = "saascore.olderThan")
  String olderThan;

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
