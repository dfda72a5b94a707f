package io.github.saascore.postgres;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Names the sessions for which a drop waits, so that a user knows whom to ask. */
public final class LockHolders {
  private static final String HOLDERS = "drop_lock_holders.sql";

  private LockHolders() {}

  /**
   * Returns one line a session, at most six, for the sessions behind which a drop will queue. It
   * costs one round trip where no other session uses a table.
   */
  public static List<String> ahead(Session session, Collection<ObjectAddress> objects) {
    return new Blockers(session).mayExist()
        ? Blockers.shortened(exact(session, objects, Blockers.WORTH_A_WARNING_MS))
        : List.of();
  }

  /**
   * Returns one line a session, at most six; where none holds a lock on the objects or on what goes
   * with them, the sessions of this database that are in a transaction; empty if there is none by
   * now.
   */
  public static List<String> of(Session session, Collection<ObjectAddress> objects) {
    List<String> holders = exact(session, objects, 0);
    return holders.isEmpty() ? Blockers.candidates(session) : Blockers.shortened(holders);
  }

  private static List<String> exact(
      Session session, Collection<ObjectAddress> objects, int olderMs) {
    Map<String, String> values =
        Map.of(
            "classes",
            Quote.oids(objects.stream().map(ObjectAddress::classId).toList()),
            "oids",
            Quote.oids(objects.stream().map(ObjectAddress::oid).toList()),
            "holder",
            HolderSql.NAME,
            "joins",
            HolderSql.OF_LOCK,
            "older",
            String.valueOf(olderMs));
    return session.query(
        Resources.text(HOLDERS, values),
        row -> row.getString(1) + " is held by " + row.getString(2));
  }
}
