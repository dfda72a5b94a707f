package io.github.saascore.script;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Problems;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the {@code .sql} files below a directory.
 *
 * <p>Hidden files and folders are left out. A symbolic link to a file within the directory is read
 * unless that file is read anyway; a link to a folder within is not followed, since the folder is
 * read where it is. A link that leads out of the directory, or nowhere, is a problem.
 */
final class ScriptFinder extends SimpleFileVisitor<Path> {
  private static final String ENDING = ".sql";

  private final Path root;
  private final Path realRoot;
  private final Problems problems;
  private final List<Script> files = new ArrayList<>();
  private final List<Path> links = new ArrayList<>();

  /**
   * A file that was found.
   *
   * @param name its name alone
   * @param path where it is
   * @param size how many bytes it has
   */
  record Script(String name, Path path, long size) implements Comparable<Script> {
    @Override
    public int compareTo(Script other) {
      int byName = name.compareTo(other.name);
      return byName == 0 ? path.toString().compareTo(other.path.toString()) : byName;
    }
  }

  private ScriptFinder(Path root, Path realRoot, Problems problems) {
    this.root = root;
    this.realRoot = realRoot;
    this.problems = problems;
  }

  /** Returns the files in the order of their names; those of equal name by their folder. */
  static List<Script> find(Path root, Problems problems) throws IOException {
    Path realRoot = root.toRealPath();
    ScriptFinder finder = new ScriptFinder(root, realRoot, problems);
    Files.walkFileTree(realRoot, finder);
    if (!finder.links.isEmpty()) {
      finder.addLinks();
    }
    return finder.sorted();
  }

  /** Loops rather than streams: they are run once, for many files, before anything is compiled. */
  private List<Script> sorted() {
    Collections.sort(files);
    if (root.equals(realRoot)) {
      return files;
    }
    List<Script> sorted = new ArrayList<>(files.size());
    for (Script script : files) {
      Path path = root.resolve(realRoot.relativize(script.path()));
      sorted.add(new Script(script.name(), path, script.size()));
    }
    return sorted;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    return !folder.equals(realRoot) && isHidden(folder)
        ? FileVisitResult.SKIP_SUBTREE
        : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    String name = String.valueOf(file.getFileName());
    if (name.startsWith(".")) {
      return FileVisitResult.CONTINUE;
    }
    if (attributes.isSymbolicLink()) {
      links.add(file);
    } else if (attributes.isRegularFile() && isScript(name)) {
      files.add(new Script(name, file, attributes.size()));
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    unreadable(file, "cannot be read", e.toString());
    return FileVisitResult.CONTINUE;
  }

  private void addLinks() {
    Set<Path> read = new HashSet<>();
    files.forEach(script -> read.add(script.path()));
    links.sort(Comparator.naturalOrder());
    for (Path link : links) {
      try {
        Path target = link.toRealPath();
        boolean relevant = isScript(link) || Files.isDirectory(target);
        if (relevant && !target.startsWith(realRoot)) {
          unreadable(link, "is a link that leads out of the directory", "it leads to " + target);
        } else if (isScript(link) && Files.isRegularFile(target) && read.add(target)) {
          files.add(new Script(String.valueOf(link.getFileName()), link, Files.size(target)));
        }
      } catch (IOException e) {
        if (isScript(link)) {
          unreadable(link, "is a link that leads nowhere", e.toString());
        }
      }
    }
  }

  private void unreadable(Path file, String what, String why) {
    Path shown = root.resolve(realRoot.relativize(file));
    problems.add(
        Problem.of(Code.FILE_UNREADABLE, "'" + shown.getFileName() + "' " + what)
            .at(shown.toString())
            .because(why)
            .hint("put the file itself into the directory, or remove it"));
  }

  private static boolean isHidden(Path path) {
    return String.valueOf(path.getFileName()).startsWith(".");
  }

  private static boolean isScript(Path file) {
    return isScript(String.valueOf(file.getFileName()));
  }

  private static boolean isScript(String name) {
    return name.regionMatches(true, name.length() - ENDING.length(), ENDING, 0, ENDING.length());
  }
}
