package io.github.saascore.mojo;

import io.github.saascore.engine.Confirmation;
import io.github.saascore.engine.care.Purge;
import io.github.saascore.engine.care.TrashItem;
import io.github.saascore.report.TrashText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the goal {@code purge} is asked for.
 *
 * @param age how old a thing has to be; zero means all
 * @param dry whether to list only
 * @param word the user's word
 * @param backups how backups are made
 * @param output where the result goes
 */
record PurgeWork(
    Duration age, boolean dry, Confirmation word, Care.Backups backups, Output output) {

  /** Reads the parameters. */
  static PurgeWork of(Parameters parameters, Path basedir, Output output) {
    return new PurgeWork(
        parameters.durationIfGiven("olderThan").orElse(Duration.ZERO),
        parameters.flag("dryRun"),
        Care.confirmation(parameters),
        Care.Backups.of(parameters, basedir),
        output);
  }

  /** Lists what would go, or drops it. */
  void run(OpenDatabase open) {
    String database = open.ran("").database();
    Purge purge = new Purge(open.database(), age, open.where());
    if (dry) {
      List<TrashItem> items = purge.planned();
      String command = word.command(purge.question(items));
      output.print(
          style -> TrashText.list(items, database, command, style),
          () -> TrashText.json(items, "purge", database));
    } else {
      List<TrashItem> items = purge.run(word, Optional.of(backups.on(open)));
      output.print(
          style -> TrashText.purged(items, database, style),
          () -> TrashText.json(items, "purge", database));
    }
  }
}
