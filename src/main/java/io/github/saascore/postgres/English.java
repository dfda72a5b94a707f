package io.github.saascore.postgres;

/**
 * Has the server speak English in a scratch database, as types are read from its messages; where we
 * may not set that, it speaks as it likes.
 */
final class English {
  private English() {}

  /** Returns the query that finds something where it does not yet, and we may have it so. */
  static String where(int major) {
    return """
    SELECT rolname FROM pg_roles
     WHERE rolname = current_user AND current_setting('lc_messages') <> 'C' AND (rolsuper%s)
    """
        .formatted(major >= 15 ? " OR has_parameter_privilege('lc_messages', 'SET')" : "");
  }

  /**
   * Returns the statement that has it so. What a role has for one database is the last word, {@code
   * RESET ALL} comes back to it, and it goes with the database (manual, "ALTER ROLE").
   */
  static String in(String database) {
    return "ALTER ROLE CURRENT_USER IN DATABASE " + Quote.name(database) + " SET lc_messages = 'C'";
  }
}
