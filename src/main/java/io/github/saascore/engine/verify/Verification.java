package io.github.saascore.engine.verify;

import io.github.saascore.engine.drift.Comparison;
import io.github.saascore.engine.drift.Diff;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.schema.Address;
import io.github.saascore.schema.Change;
import io.github.saascore.schema.Fact;
import io.github.saascore.schema.Kind;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A database beside what it should be, and how it is.
 *
 * @param database the name of the database
 * @param diff what differs from the applied revisions, and from the model
 * @param health what it has
 * @param stands the revision that it is as, where it is not as its applied ones make it
 * @param again the SQL after which an upgrade runs the repeatable scripts again, where only what
 *     they make is not as they make it
 */
public record Verification(
    String database,
    Diff.Result diff,
    Health health,
    Optional<String> stands,
    Optional<String> again) {

  /** How an object is beside what it should be. */
  public enum State {
    /** As it was made. */
    AS_MADE,
    /** It, or a part of it, is otherwise. */
    DIFFERS,
    /** It should be there. */
    MISSING,
    /** Nothing that is known has made it. */
    SURPLUS
  }

  /** Returns what should be there and is not. */
  public List<Change> missing() {
    return changes(Change::adds);
  }

  /** Returns what is otherwise than it should be. */
  public List<Change> different() {
    return changes(change -> !change.adds() && !change.removes());
  }

  /** Returns what nothing that is known has made. */
  public List<Change> surplus() {
    return changes(Change::removes);
  }

  /**
   * What belongs to something that comes or goes whole goes without saying, and what revisions and
   * model both tell of counts once.
   */
  private List<Change> changes(Predicate<Change> which) {
    Set<String> told = new LinkedHashSet<>();
    return diff.comparisons().stream()
        .flatMap(
            comparison -> {
              List<Change> found =
                  comparison.difference().changes().stream().filter(which).toList();
              Set<Address> whole =
                  found.stream()
                      .filter(change -> change.adds() || change.removes())
                      .map(Change::address)
                      .collect(Collectors.toSet());
              return found.stream()
                  .filter(change -> parent(change).filter(whole::contains).isEmpty());
            })
        .filter(change -> told.add(change.description()))
        .toList();
  }

  private static Optional<Address> parent(Change change) {
    return change.to().or(change::from).flatMap(Fact::parent);
  }

  /**
   * Tells whether nothing is missing, different or broken.
   *
   * @param strict whether also nothing may be too much, unchecked or nearly used up
   */
  public boolean isSound(boolean strict) {
    boolean whole =
        missing().isEmpty() && different().isEmpty() && health.invalidIndexes().isEmpty();
    boolean tidy =
        surplus().isEmpty() && health.notValid().isEmpty() && health.nearlyUsed().isEmpty();
    return whole && (tidy || !strict);
  }

  /**
   * Refuses a database that is not sound.
   *
   * @param where host, port and name
   * @param strict as for {@link #isSound}
   * @throws io.github.saascore.revision.SaascoreException UNVERIFIED with the next step
   */
  public void require(String where, boolean strict) {
    if (isSound(strict)) {
      return;
    }
    Map<String, Integer> counts = new LinkedHashMap<>();
    counts.put("missing", missing().size());
    counts.put("different", different().size());
    counts.put("invalid", health.invalidIndexes().size());
    if (strict) {
      counts.put("surplus", surplus().size());
      counts.put("unchecked", health.notValid().size());
      counts.put("nearly used up", health.nearlyUsed().size());
    }
    counts.values().removeIf(count -> count == 0);
    String text =
        counts.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    throw Problem.of(
            Code.UNVERIFIED, "database '%s' is not as it should be: %s".formatted(database, text))
        .at(where)
        .because("each of them is in the result")
        .hint(hint())
        .asException();
  }

  private String hint() {
    return stands
        .map(
            target ->
                """
                it is as revision %1$s makes it; if the record is wrong:
                mvn saascore:stamp -Dsaascore.target=%1$s
                and then: mvn saascore:upgrade\
                """
                    .formatted(target))
        .or(() -> again.map(Verification::repeated))
        .orElse(
            """
            mend it by hand, with the commands that stand there
            a database that holds nothing of worth: mvn saascore:rebuild\
            """);
  }

  private static String repeated(String sql) {
    return """
    what the revisions make is there; to run all repeatable scripts again: %s
    and then: mvn saascore:upgrade\
    """
        .formatted(sql);
  }

  /** Returns every table that is there or should be, by its name, with how it is. */
  public TreeMap<String, State> tables() {
    TreeMap<String, State> tables = new TreeMap<>();
    health.tables().forEach(table -> tables.put(table.name(), State.AS_MADE));
    for (Comparison comparison : diff.comparisons()) {
      for (Change change : comparison.difference().changes()) {
        table(comparison, change)
            .ifPresent(
                address ->
                    tables.merge(address.qualified(), state(change, address), Verification::worse));
      }
    }
    return tables;
  }

  private static State state(Change change, Address table) {
    if (!change.address().equals(table)) {
      return State.DIFFERS;
    }
    return change.adds() ? State.MISSING : change.removes() ? State.SURPLUS : State.DIFFERS;
  }

  private static State worse(State one, State other) {
    boolean whole = one == State.MISSING || one == State.SURPLUS;
    return whole || other == State.AS_MADE ? one : other;
  }

  /** Returns the table that a changed object is, or is a part of. */
  private static Optional<Address> table(Comparison comparison, Change change) {
    Optional<Fact> fact = change.to().or(change::from);
    while (fact.isPresent() && fact.get().kind() != Kind.TABLE) {
      fact =
          fact.get()
              .parent()
              .flatMap(
                  parent ->
                      comparison
                          .difference()
                          .to()
                          .find(parent)
                          .or(() -> comparison.difference().from().find(parent)));
    }
    return fact.map(Fact::address);
  }
}
