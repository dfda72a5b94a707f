package io.github.saascore.mojo;

import io.github.saascore.engine.Confirmation;
import io.github.saascore.engine.care.Purge;
import io.github.saascore.engine.care.TrashItem;
import io.github.saascore.report.TrashText;
import java.time.Duration;
import java.util.List;
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

  /** Whether to list what would be dropped, and change nothing. */
  @Parameter(property = "saascore.dryRun", defaultValue = "false")
  String dryRun;

  @Inject
  PurgeMojo(MavenContext maven) {
    super(maven);
  }

  @Override
  void work(Parameters parameters) {
    Output output = output(parameters);
    Duration age = parameters.durationIfGiven("olderThan").orElse(Duration.ZERO);
    Confirmation confirmation = new Confirmation(parameters.text("confirm"));
    boolean dry = parameters.flag("dryRun");
    try (OpenDatabase open = connect(parameters)) {
      String database = open.ran("").database();
      Purge purge = new Purge(open.database(), age);
      List<TrashItem> items = dry ? purge.planned() : purge.run(confirmation, open.where());
      output.print(
          style ->
              dry
                  ? TrashText.list(items, database, style)
                  : TrashText.purged(items, database, style),
          () -> TrashText.json(items, "purge", database));
    }
  }
}
