package io.github.saascore.engine.drift;

import io.github.saascore.schema.Address;
import io.github.saascore.schema.Change;
import io.github.saascore.schema.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says in a few lines what differs, as the reason of a problem. */
public final class DifferenceLines {
  private static final int SHOWN = 12;

  private DifferenceLines() {}

  /**
   * Returns one line for each object that is missing or surplus, and for each part that differs.
   *
   * @param missing what is said of what only the wanted schema has
   * @param surplus what is said of what only the actual one has
   */
  public static String capped(Difference difference, String missing, String surplus) {
    List<String> lines = new ArrayList<>();
    difference
        .byObject()
        .forEach((object, changes) -> lines.addAll(lines(object, changes, missing, surplus)));
    difference.refusals().forEach(refusal -> lines.add(refusal.what() + ": " + refusal.reason()));
    return capped(lines);
  }

  /** Returns the first lines, and how many more there are. */
  public static String capped(List<String> lines) {
    String shown = lines.stream().limit(SHOWN).collect(Collectors.joining("\n"));
    return lines.size() > SHOWN ? shown + "\nand " + (lines.size() - SHOWN) + " more" : shown;
  }

  /** An object that is missing or surplus says it all for its parts. */
  private static List<String> lines(
      Address object, List<Change> changes, String missing, String surplus) {
    return changes.stream()
        .filter(change -> change.address().equals(object) && (change.adds() || change.removes()))
        .findFirst()
        .map(List::of)
        .orElse(changes)
        .stream()
        .map(change -> line(change, missing, surplus))
        .toList();
  }

  private static String line(Change change, String missing, String surplus) {
    if (change.adds()) {
      return missing + ": " + change.address();
    }
    return change.removes() ? surplus + ": " + change.address() : change.description();
  }
}
