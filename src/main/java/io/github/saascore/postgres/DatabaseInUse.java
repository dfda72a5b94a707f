package io.github.saascore.postgres;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What to do when the server would not touch a database that is in use (manual, "DROP DATABASE").
 */
final class DatabaseInUse {
  /** Raised by {@code DROP DATABASE ... WITH (FORCE)} where a session is not ours to end. */
  static final String ENDS_OTHERS = "TerminateOtherDBBackends";

  private static final String DROPS = "dropdb";
  private static final Set<String> MOVES = Set.of("RenameDatabase", "movedb", "createdb");

  /** Translated messages have other quotes. */
  private static final Pattern QUOTED = Pattern.compile("[\"»«„“]\\s*([^\"»«„“”]+?)\\s*[\"«»“”]");

  private DatabaseInUse() {}

  /**
   * Returns the next step after such a refusal.
   *
   * @param routine the function of the server that refused
   */
  static Optional<String> hint(String summary, String routine) {
    Matcher quoted = QUOTED.matcher(summary);
    boolean named = quoted.find();
    if (routine.equals(DROPS)) {
      return Optional.of(
          named
              ? dropping(quoted.group(1))
              : "no session can drop the database that it is in: leave that to a run with another"
                  + " -Dsaascore.url, or to psql");
    }
    return MOVES.contains(routine) && named
        ? Optional.of(
            sessions(quoted.group(1))
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
