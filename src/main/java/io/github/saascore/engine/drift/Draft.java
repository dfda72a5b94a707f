package io.github.saascore.engine.drift;

import io.github.saascore.script.MigrationFile;
import io.github.saascore.script.Placeholders;
import io.github.saascore.script.RevisionTemplate;
import io.github.saascore.script.RevisionTemplate.Part;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A migration file before it is written.
 *
 * @param template its id, parents and message
 * @param path where it would be written
 * @param upgrade what brings a database to it
 * @param downgrade what takes it back, once that is known
 */
record Draft(RevisionTemplate template, Path path, Part upgrade, Optional<Part> downgrade) {

  /** Returns this draft with a way back. */
  Draft back(Part newDowngrade) {
    return new Draft(template, path, upgrade, Optional.of(newDowngrade));
  }

  /** Returns the text of the file. */
  String text() {
    return template.text(upgrade, downgrade);
  }

  /** Returns the file as it would be read. */
  MigrationFile file(Placeholders placeholders) {
    return MigrationFile.parse(path, text(), placeholders);
  }
}
