package io.github.saascore.engine;

import io.github.saascore.postgres.CatalogMoment;
import io.github.saascore.postgres.Collateral;
import io.github.saascore.postgres.DroppableObject;
import io.github.saascore.postgres.ObjectKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a drop will do, as a value: nothing outside of it is dropped.
 *
 * @param server host and port
 * @param database the name of the database, which is also the confirmation
 * @param role the role that drops
 * @param schemas the schemas that are emptied
 * @param batches what goes, one transaction each
 * @param kept what stays, each with its reason
 * @param collateral what a cascade would remove outside of the batches
 * @param flags what has to be typed with the goal for just this plan
 * @param moment when the database was looked at, if nobody was writing then
 */
public record DropPlan(
    String server,
    String database,
    String role,
    List<String> schemas,
    List<DropBatch> batches,
    List<DroppableObject> kept,
    List<Collateral> collateral,
    List<String> flags,
    Optional<CatalogMoment> moment) {
  /** The flag that keeps the rows of tables. */
  static final String KEEP = "-Dsaascore.keep=trash";

  /** Copies the lists. */
  public DropPlan {
    schemas = List.copyOf(schemas);
    batches = List.copyOf(batches);
    kept = List.copyOf(kept);
    collateral = List.copyOf(collateral);
    flags = List.copyOf(flags);
  }

  /** Makes a plan that the goal makes without any flag, at a moment that is not known. */
  public DropPlan(
      String server,
      String database,
      String role,
      List<String> schemas,
      List<DropBatch> batches,
      List<DroppableObject> kept,
      List<Collateral> collateral) {
    this(server, database, role, schemas, batches, kept, collateral, List.of(), Optional.empty());
  }

  /**
   * Returns the command that makes this plan again, without the user's word.
   *
   * @param goal the goal that drops
   */
  public String command(String goal) {
    StringBuilder command = new StringBuilder("mvn saascore:").append(goal);
    flags.forEach(flag -> command.append(' ').append(flag));
    return command.toString();
  }

  /** Returns everything that goes, in the order of dropping. */
  public List<DroppableObject> objects() {
    return batches.stream().flatMap(batch -> batch.objects().stream()).toList();
  }

  /** Tells whether the rows of tables go into the trash. */
  public boolean keepsRows() {
    return flags.contains(KEEP);
  }

  /** Tells whether there is nothing to drop. */
  public boolean isEmpty() {
    return batches.isEmpty();
  }

  /** Returns how many objects of each kind go, in the order of dropping. */
  public Map<ObjectKind, Long> counts() {
    return counts(objects());
  }

  /** Returns the rows that would be lost, as the server estimates them, without unknown ones. */
  public long rows() {
    return objects().stream().mapToLong(object -> Math.max(0, object.size().rows())).sum();
  }

  /** Returns the bytes that would be freed, as the server estimates them. */
  public long bytes() {
    return objects().stream().mapToLong(object -> object.size().bytes()).sum();
  }

  /** Returns how many tables were never analyzed and hold an unknown number of rows. */
  public long tablesWithUnknownRows() {
    return objects().stream()
        .filter(object -> object.size().rows() == DroppableObject.Size.UNKNOWN_ROWS)
        .filter(object -> object.size().bytes() > 0)
        .count();
  }

  /** Returns all transactions as SQL for a reader. */
  public String sql() {
    return batches.stream().map(DropBatch::sql).collect(Collectors.joining("\n\n"));
  }

  static Map<ObjectKind, Long> counts(List<DroppableObject> objects) {
    return objects.stream()
        .collect(
            Collectors.groupingBy(
                DroppableObject::kind,
                () -> new EnumMap<>(ObjectKind.class),
                Collectors.counting()));
  }
}
