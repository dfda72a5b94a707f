package io.github.saascore.postgres;

import java.util.Optional;
import java.util.Set;

/**
 * What to do when the server would not touch a database that is in use (manual, "DROP DATABASE").
 */
final class DatabaseInUse {
  /** Raised by {@code DROP DATABASE ... WITH (FORCE)} where a session is not ours to end. */
  static final String ENDS_OTHERS = "TerminateOtherDBBackends";

  private static final String DROPS = "dropdb";
  private static final Set<String> MOVES = Set.of("RenameDatabase", "movedb", "createdb");

  private static final String OWN =
      "no session can drop the database that it is in: leave that to a run with another"
          + " -Dsaascore.url, or to psql";

  private DatabaseInUse() {}

  /** Returns the next step after such a refusal. */
  static Optional<String> hint(Answer answer) {
    String routine = answer.routine();
    Optional<String> database = answer.onlyName();
    if (routine.equals(DROPS)) {
      return Optional.of(database.map(DatabaseInUse::dropping).orElse(OWN));
    }
    return MOVES.contains(routine)
        ? database.map(
            name ->
                sessions(name)
                    + "\nend them, as a role that may: SELECT pg_terminate_backend(<pid>)")
        : Optional.empty();
  }

  private static String sessions(String database) {
    return "who is in it: SELECT pid, usename, application_name, state FROM pg_stat_activity"
        + " WHERE datname = "
        + Quote.text(database);
  }

  private static String dropping(String database) {
    return """
    %s
    to drop it with their sessions, as a role that may end them: DROP DATABASE %s WITH (FORCE)
    what FORCE leaves: SELECT gid FROM pg_prepared_xacts WHERE database = %3$s; \
    SELECT slot_name FROM pg_replication_slots WHERE database = %3$s\
    """
        .formatted(sessions(database), Quote.name(database), Quote.text(database));
  }
}
