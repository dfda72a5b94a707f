package io.github.saascore.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory of a project that is kept out of version control. */
public final class IgnoredDirectory {
  private IgnoredDirectory() {}

  /**
   * Makes the directory where it is missing, with a {@code .gitignore} that covers all of it.
   *
   * @throws IOException where that cannot be
   */
  public static Path make(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path ignore = directory.resolve(".gitignore");
    if (Files.notExists(ignore)) {
      Files.writeString(ignore, "*\n");
    }
    return directory;
  }
}
