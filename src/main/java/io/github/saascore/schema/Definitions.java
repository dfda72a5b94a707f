package io.github.saascore.schema;

import java.util.SortedMap;
import java.util.TreeMap;

/** What of an object is compared. */
public final class Definitions {
  private Definitions() {}

  /** Returns the attributes that count, with their texts. */
  public static SortedMap<String, String> counted(Fact fact, DifferenceOptions options) {
    SortedMap<String, String> counted = new TreeMap<>(fact.attributes());
    counted.keySet().removeIf(name -> !options.counts(name));
    return counted;
  }
}
