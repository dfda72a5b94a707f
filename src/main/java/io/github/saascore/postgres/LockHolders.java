package io.github.saascore.postgres;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Names the sessions for which a drop waits, so that a user knows whom to ask. */
public final class LockHolders {
  private static final int MOST = 5;

  private static final String HOLDERS = "drop_lock_holders.sql";

  /** Of who waits for a row of a catalog, or for what depends on an object, no lock tells more. */
  private static final String CANDIDATES =
      """
      SELECT DISTINCT ON (l.pid, p.gid) %s
        FROM pg_locks l
        %s
       WHERE l.granted AND l.locktype IN ('relation', 'object', 'transactionid')
         AND l.pid IS DISTINCT FROM pg_backend_pid()
         AND current_database() IN (a.datname, p.database)
       ORDER BY l.pid, p.gid
      """;

  private LockHolders() {}

  /**
   * Returns one line a session, at most six; where none holds a lock on the objects or on what goes
   * with them, the sessions of this database that are in a transaction; empty if there is none by
   * now.
   */
  public static List<String> of(Session session, Collection<ObjectAddress> objects) {
    Map<String, String> values =
        Map.of(
            "classes",
            Quote.oids(objects.stream().map(ObjectAddress::classId).toList()),
            "oids",
            Quote.oids(objects.stream().map(ObjectAddress::oid).toList()),
            "holder",
            HolderSql.NAME,
            "joins",
            HolderSql.OF_LOCK);
    List<String> holders =
        session.query(
            Resources.text(HOLDERS, values),
            row -> row.getString(1) + " is held by " + row.getString(2));
    if (holders.isEmpty()) {
      holders =
          session.query(
              CANDIDATES.formatted(HolderSql.NAME, HolderSql.OF_LOCK),
              row -> "it may wait for " + row.getString(1));
    }
    if (holders.size() <= MOST) {
      return holders;
    }
    List<String> shortened = new ArrayList<>(holders.subList(0, MOST));
    shortened.add("and " + (holders.size() - MOST) + " more");
    return shortened;
  }
}
