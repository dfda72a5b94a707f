package io.github.saascore.postgres;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes the SQL that drops some objects: for a reader, and as one message to the server. */
public final class DropScript {
  /** The state of the error that says that another build holds the lock of the database. */
  public static final String LOCK_TAKEN = Envelope.LOCK_TAKEN;

  private DropScript() {}

  /** Returns the statements in the order of the kinds, each with a semicolon. */
  public static List<String> statements(Collection<DroppableObject> objects) {
    Map<ObjectKind, List<String>> byKind = new EnumMap<>(ObjectKind.class);
    for (DroppableObject object : objects) {
      byKind.computeIfAbsent(object.kind(), kind -> new ArrayList<>()).add(object.identity());
    }
    List<String> statements = new ArrayList<>();
    byKind.forEach((kind, identities) -> statements.addAll(statements(kind, identities)));
    return statements;
  }

  /**
   * Returns one message with one transaction: locks, guard, statements. The locks come first, so
   * that no session can make a new dependent between the guard and the drop.
   *
   * @param lockTimeout how long a statement waits for a lock before the transaction fails
   * @param lock the expression that takes the lock of the database for the transaction, where none
   *     is held for the whole run; where another build holds it, the transaction fails with {@link
   *     #LOCK_TAKEN}
   * @param keep whether the rows of tables go into the trash
   * @param carriers our tables that remain for now, and are to say that they are no longer true
   * @param unchanged the condition under which the guard need not look
   */
  public static String message(
      Collection<DroppableObject> objects,
      DropGuard guard,
      Duration lockTimeout,
      Optional<String> lock,
      boolean keep,
      Collection<DroppableObject> carriers,
      Optional<String> unchanged) {
    // The guard has to see what was committed while the locks were waited for.
    StringBuilder message = new StringBuilder("BEGIN ISOLATION LEVEL READ COMMITTED;\n");
    message.append("SET LOCAL lock_timeout = ").append(lockTimeout.toMillis()).append(";\n");
    message.append("SET LOCAL statement_timeout = 0;\n");
    message.append("SET LOCAL jit = off;\n"); // compiling the guard takes longer than running it
    message.append("SET LOCAL client_min_messages = error;\n");
    lock.ifPresent(expression -> message.append(Envelope.takeLock(expression)));
    String lockable =
        objects.stream()
            .filter(DroppableObject::lockable)
            .map(DroppableObject::identity)
            .collect(Collectors.joining(", "));
    if (!lockable.isEmpty()) {
      message.append("LOCK TABLE ").append(lockable).append(" IN ACCESS EXCLUSIVE MODE;\n");
    }
    message.append(CatalogMoment.COUNTED);
    message.append(guard.sql(objects, unchanged));
    if (keep) {
      message.append(keeping(objects));
    }
    message.append(DropMark.set(carriers));
    statements(objects).forEach(statement -> message.append(statement).append('\n'));
    return message.append("COMMIT").toString();
  }

  private static String keeping(Collection<DroppableObject> objects) {
    List<Long> tables =
        objects.stream()
            .filter(object -> object.kind() == ObjectKind.TABLE && !object.ownRecord())
            .map(object -> object.address().oid())
            .toList();
    return tables.isEmpty() ? "" : TrashScript.keepingRows(tables);
  }

  private static List<String> statements(ObjectKind kind, List<String> identities) {
    return switch (kind) {
      case OPERATOR_CLASS, OPERATOR_FAMILY ->
          identities.stream().map(identity -> drop(kind, identity)).toList();
      case LARGE_OBJECT ->
          List.of(
              "SELECT pg_catalog.lo_unlink(l.oid) FROM pg_largeobject_metadata l WHERE l.oid IN ("
                  + String.join(", ", identities)
                  + ");");
      case DEFAULT_PRIVILEGES ->
          identities.stream()
              .map(identity -> "ALTER DEFAULT PRIVILEGES " + identity + ";")
              .toList();
      case SCHEMA ->
          List.of("DROP SCHEMA IF EXISTS " + String.join(", ", identities) + " RESTRICT;");
      default -> List.of(drop(kind, String.join(", ", identities)));
    };
  }

  private static String drop(ObjectKind kind, String identities) {
    return "DROP " + kind.words() + " IF EXISTS " + identities + " CASCADE;";
  }
}
