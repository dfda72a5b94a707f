package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What leads from one schema to another.
 *
 * @param from the schema as it is
 * @param to the schema as it is wanted
 * @param options what was compared, and how far the script goes
 * @param changes what differs, object by object, in the order of their identities
 * @param script the statements that make it so, in an order that works; empty if anything is
 *     refused or asked
 * @param refusals what SQL cannot do, by name
 * @param questions what only a person can decide, by name
 * @param leftOut what differs and goes on to differ, because the options say so
 * @param renamed the schema as it is once the renames are done
 * @param reached the schema that the script leads to
 * @param back the renames that lead back
 * @param unusedHints the hints of renames that fit nothing, for example because all is renamed
 *     already
 */
public record Difference(
    Snapshot from,
    Snapshot to,
    DifferenceOptions options,
    List<Change> changes,
    List<Ddl> script,
    List<Refusal> refusals,
    List<Question> questions,
    List<LeftOut> leftOut,
    Snapshot renamed,
    Snapshot reached,
    Renames back,
    List<Rename> unusedHints) {

  /** Copies the lists. */
  public Difference {
    changes = List.copyOf(changes);
    script = List.copyOf(script);
    refusals = List.copyOf(refusals);
    questions = List.copyOf(questions);
    leftOut = List.copyOf(leftOut);
    unusedHints = List.copyOf(unusedHints);
  }

  /**
   * Returns what leads from one schema to another, both read from servers of the same major
   * version.
   */
  public static Difference between(Snapshot from, Snapshot to, DifferenceOptions options) {
    return new Comparing(from, to, options).difference();
  }

  /** Returns what leads back, from what the script reaches; it undoes everything. */
  public Difference inverse() {
    return between(reached, from, options.inverse(back));
  }

  /** Returns whether the two schemas are the same by what was compared. */
  public boolean isEmpty() {
    return changes.isEmpty() && refusals.isEmpty();
  }

  /** Returns the hints of what the script renames. */
  Renames renames() {
    List<Rename> hints = new ArrayList<>(options.renames().hints());
    hints.removeAll(unusedHints);
    return new Renames(hints);
  }

  /** Returns the changes that the script makes: all but those left out. */
  public List<Change> made() {
    List<Change> made = new ArrayList<>(changes);
    made.removeAll(leftOut.stream().map(LeftOut::change).toList());
    return made;
  }

  /** Returns the changes that the script makes and that lose rows or values. */
  public List<Change> losing() {
    return made().stream().filter(change -> change.loss().isPresent()).toList();
  }

  /**
   * Returns the changes by the object that they belong to: the table of a column, the type of a
   * constraint, else the object itself.
   */
  public Map<Address, List<Change>> byObject() {
    Map<Address, List<Change>> objects = new LinkedHashMap<>();
    for (Change change : changes) {
      objects.computeIfAbsent(object(change), address -> new ArrayList<>()).add(change);
    }
    return objects;
  }

  private Address object(Change change) {
    Fact fact = change.to().or(change::from).orElseThrow();
    Snapshot snapshot = change.to().isPresent() ? to : from;
    Optional<Fact> parent = fact.parent().flatMap(snapshot::find);
    while (parent.isPresent()) {
      fact = parent.get();
      parent = fact.parent().flatMap(snapshot::find);
    }
    return fact.address();
  }
}
