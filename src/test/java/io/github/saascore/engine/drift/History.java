package io.github.saascore.engine.drift;

import io.github.saascore.engine.Sources;
import io.github.saascore.script.Placeholders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Migration files of a test. */
final class History {
  private final Path directory;

  History(Path directory) {
    this.directory = directory;
  }

  /** Writes a migration; the parents are separated by commas, none is a root. */
  History revision(String id, String parents, String upgrade, String downgrade) {
    return file(
        id + ".sql",
        """
        -- revision: %s
        -- down_revision: %s
        -- message: makes %1$s

        -- saascore:upgrade
        %s

        -- saascore:downgrade
        %s
        """
            .formatted(id, parents, upgrade, downgrade));
  }

  /** Writes any file below the directory. */
  History file(String name, String text) {
    try {
      Path path = directory.resolve(name);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Sources sources() {
    return Sources.read(directory, directory, Placeholders.none());
  }
}
