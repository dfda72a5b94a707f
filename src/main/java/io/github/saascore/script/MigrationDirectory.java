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

/** Reads all scripts of a directory: of revisions only the header, until more is asked for. */
public final class MigrationDirectory {
  private static final String REPEATABLE = "repeatable";

  /** Offsets in a file are numbers of Java's type int. */
  private static final long LARGEST = 1L << 30;

  private final Path root;
  private final Path base;
  private final int depth;
  private final Path shownRoot;
  private final Placeholders placeholders;
  private final Fingerprints fingerprints = new Fingerprints();
  private final Problems problems = new Problems();
  private final List<MigrationFile> files = new ArrayList<>();
  private final List<RepeatableScript> repeatables = new ArrayList<>();

  private MigrationDirectory(Path root, Path base, Placeholders placeholders) {
    this.root = root;
    this.base = base;
    this.depth = root.toString().isEmpty() ? 0 : root.getNameCount();
    this.shownRoot = root.equals(base) ? Path.of("") : shown(root);
    this.placeholders = placeholders;
  }

  /**
   * Reads every {@code .sql} file below a directory; the folder {@code repeatable} holds the
   * repeatable scripts, everything else is revisions.
   *
   * @param base the directory from which files are named: {@code src/main/migrations/a.sql} rather
   *     than a long path; files outside of it keep their whole path
   * @throws SaascoreException DIRECTORY_MISSING, or every problem of every header and of every
   *     repeatable script; where there is one, also those of the sections
   */
  public static Migrations read(Path root, Path base, Placeholders placeholders) {
    return new MigrationDirectory(root, base, placeholders).read();
  }

  private Migrations read() {
    if (!Files.isDirectory(root)) {
      throw Problem.of(Code.DIRECTORY_MISSING, "there is no directory of migrations")
          .at(shown(root).toString())
          .hint("mvn saascore:init")
          .asException();
    }
    try {
      ScriptFinder.find(root, problems).forEach(this::readFile);
    } catch (IOException e) {
      problems.add(unreadable(root, e));
    }
    // A script that could not be read would look like an unknown name here.
    throwIfAny();
    List<RepeatableScript> ordered = RepeatableOrder.sort(repeatables, problems);
    problems.throwIfAny();
    return new Migrations(files, ordered);
  }

  private void throwIfAny() {
    if (!problems.isEmpty()) {
      try {
        MigrationFile.requireReadable(files);
      } catch (SaascoreException e) {
        problems.add(e);
      }
      problems.throwIfAny();
    }
  }

  private void readFile(ScriptFinder.Script script) {
    Path file = script.path();
    try {
      if (script.size() > LARGEST) {
        problems.add(tooLarge(file, script.size()));
        return;
      }
      Path below = file.subpath(depth, file.getNameCount());
      Path shown = shownRoot.resolve(below);
      Source source = FileText.read(script, shown.toString());
      if (below.getNameCount() > 1 && below.startsWith(REPEATABLE)) {
        String name = below.subpath(1, below.getNameCount()).toString().replace('\\', '/');
        repeatables.add(RepeatableScript.parse(shown, name, source, placeholders));
      } else {
        files.add(MigrationFile.open(shown, source, placeholders, fingerprints));
      }
    } catch (SaascoreException e) {
      problems.add(e);
    } catch (IOException e) {
      problems.add(unreadable(file, e));
    }
  }

  private Problem tooLarge(Path file, long bytes) {
    return Problem.of(Code.FILE_UNREADABLE, "'" + file.getFileName() + "' is too large")
        .at(shown(file).toString())
        .because("it has " + bytes + " bytes; at most " + LARGEST + " are read")
        .hint("load that much data with COPY from the application, or divide it into revisions");
  }

  private Path shown(Path file) {
    return !file.equals(base) && file.startsWith(base) ? base.relativize(file) : file;
  }

  private Problem unreadable(Path path, IOException e) {
    return Problem.of(Code.FILE_UNREADABLE, "'" + path.getFileName() + "' cannot be read")
        .at(shown(path).toString())
        .because(e.toString());
  }
}
