package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The script of a difference in pieces that are each committed before the next.
 *
 * <p>Undone one by one from the last, or from wherever the way there was broken off, they lead back
 * to the beginning.
 *
 * @param list in their order; none where nothing differs or something is refused or asked
 * @param refusals what a piece cannot do; normally none
 */
public record Segments(List<Segment> list, List<Refusal> refusals) {
  static final String CHANGES = "change the schema";

  /** Copies the lists. */
  public Segments {
    list = List.copyOf(list);
    refusals = List.copyOf(refusals);
  }

  /**
   * Returns as few pieces as work: one, or two where a new value of an enum is used, which it can
   * be only after it is committed (see "ALTER TYPE" in the manual).
   */
  public static Segments of(Difference difference) {
    if (difference.script().isEmpty()) {
      return new Segments(List.of(), difference.refusals());
    }
    Stages stages = new Stages(difference);
    values(difference).ifPresent(values -> stages.add("add values to enums", values));
    stages.add(CHANGES, difference.reached());
    return stages.segments();
  }

  /**
   * Returns pieces of which none keeps others from working with a table for long: constraints are
   * validated after they hold for new rows, indexes built and dropped concurrently, keys made of
   * such indexes, columns made not null on the strength of a validated constraint (see the notes of
   * "ALTER TABLE" and "CREATE INDEX" in the manual). What has no such form stays as it is.
   */
  public static Segments online(Difference difference) {
    if (difference.script().isEmpty()) {
      return new Segments(List.of(), difference.refusals());
    }
    Stages stages = new Stages(difference);
    values(difference).ifPresent(values -> stages.add("add values to enums", values));
    new OnlineStages(difference).addTo(stages);
    return stages.segments();
  }

  /** Returns the schema with nothing but new values in enums, if something uses them. */
  private static Optional<Snapshot> values(Difference difference) {
    Snapshot start = difference.renamed();
    SortedMap<Address, Fact> facts = new TreeMap<>(start.facts());
    List<String> labels = new ArrayList<>();
    for (Fact wanted : difference.reached().all()) {
      Optional<Fact> old = start.find(wanted.address());
      if (wanted.kind() == Kind.ENUM && old.isPresent()) {
        List<String> before = old.get().list("labels");
        List<String> after = wanted.list("labels");
        if (after.size() > before.size()
            && after.stream().filter(before::contains).toList().equals(before)) {
          after.stream().filter(label -> !before.contains(label)).forEach(labels::add);
          facts.put(wanted.address(), old.get().with("labels", wanted.get("labels")));
        }
      }
    }
    boolean used =
        difference.made().stream()
            .filter(change -> change.address().kind() != Kind.ENUM)
            .flatMap(change -> change.to().stream())
            .flatMap(fact -> fact.attributes().values().stream())
            .anyMatch(
                text -> labels.stream().anyMatch(label -> text.contains(label.replace("'", "''"))));
    return used ? Optional.of(start.withFacts(facts)) : Optional.empty();
  }
}
