package io.github.saascore.script;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Problems;
import io.github.saascore.revision.SaascoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads all scripts of a directory, and all problems of all of them at once. */
public final class MigrationDirectory {
  private static final String REPEATABLE = "repeatable";

  private final Path root;
  private final Placeholders placeholders;
  private final Problems problems = new Problems();
  private final List<MigrationFile> files = new ArrayList<>();
  private final List<RepeatableScript> repeatables = new ArrayList<>();

  private MigrationDirectory(Path root, Placeholders placeholders) {
    this.root = root;
    this.placeholders = placeholders;
  }

  /**
   * Reads every {@code .sql} file below a directory; the folder {@code repeatable} holds the
   * repeatable scripts, everything else is revisions.
   *
   * @throws SaascoreException DIRECTORY_MISSING, or every problem of every file
   */
  public static Migrations read(Path root, Placeholders placeholders) {
    return new MigrationDirectory(root, placeholders).read();
  }

  private Migrations read() {
    if (!Files.isDirectory(root)) {
      throw Problem.of(Code.DIRECTORY_MISSING, "there is no directory of migrations")
          .at(root.toString())
          .hint("mvn saascore:init")
          .asException();
    }
    try {
      ScriptFinder.find(root, problems).forEach(this::readFile);
    } catch (IOException e) {
      problems.add(unreadable(root, e));
    }
    // A script that could not be read would look like an unknown name here.
    problems.throwIfAny();
    List<RepeatableScript> ordered = RepeatableOrder.sort(repeatables, problems);
    problems.throwIfAny();
    return new Migrations(files, ordered);
  }

  private void readFile(Path file) {
    try {
      String text = FileText.decode(file.toString(), Files.readAllBytes(file));
      Path below = root.relativize(file);
      if (below.getNameCount() > 1 && below.startsWith(REPEATABLE)) {
        String name = below.subpath(1, below.getNameCount()).toString().replace('\\', '/');
        repeatables.add(RepeatableScript.parse(file, name, text, placeholders));
      } else {
        files.add(MigrationFile.parse(file, text, placeholders));
      }
    } catch (SaascoreException e) {
      problems.add(e);
    } catch (IOException e) {
      problems.add(unreadable(file, e));
    }
  }

  private static Problem unreadable(Path path, IOException e) {
    return Problem.of(Code.FILE_UNREADABLE, "'" + path.getFileName() + "' cannot be read")
        .at(path.toString())
        .because(e.toString());
  }
}
