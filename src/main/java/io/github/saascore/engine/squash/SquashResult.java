package io.github.saascore.engine.squash;

import io.github.saascore.revision.Revision;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One revision that does the work of many.
 *
 * @param revision the revision, with the ids that it replaces
 * @param path its file
 * @param text the text of the file
 * @param written whether the file was written
 * @param replaced the files of what it replaces, parents first
 * @param rows the tables with rows that it makes, and how many
 * @param defaults columns of those that are left to their defaults, as every run fills them
 *     otherwise
 * @param leftOut what the replaced revisions do and it does not, for people
 * @param notes what a person has to know beside, for people
 * @param noWayBack why its way back has to be written by hand, if so
 * @param server where it was tried, for people
 */
public record SquashResult(
    Revision revision,
    Path path,
    String text,
    boolean written,
    List<Path> replaced,
    SortedMap<String, Long> rows,
    List<String> defaults,
    List<String> leftOut,
    List<String> notes,
    Optional<String> noWayBack,
    String server) {

  /** Copies the lists. */
  public SquashResult {
    replaced = List.copyOf(replaced);
    defaults = List.copyOf(defaults);
    leftOut = List.copyOf(leftOut);
    notes = List.copyOf(notes);
  }
}
