package io.github.saascore.postgres;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be wrong with the search path where no schema is configured. */
final class SearchPath {
  private static final String SETTING =
      "SELECT setting, source FROM pg_settings WHERE name = 'search_path'";

  /**
   * The schemas with version tables that are in the path, or the login's own: those in the path
   * first. {@code n} is the first schema of the path. Tables of others are those of other
   * applications.
   */
  static final String OTHERS =
      """
      SELECT coalesce(array_agg(e.nspname::text ORDER BY
                                array_position(current_schemas(false), e.nspname), e.nspname), '{}')
        FROM pg_class c JOIN pg_namespace e ON e.oid = c.relnamespace
       WHERE c.relname = 'saascore_revision' AND c.relkind = 'r' AND c.relpersistence = 'p'
         AND e.oid IS DISTINCT FROM n.oid AND e.nspname <> 'saascore_trash'
         AND (e.nspname = ANY (current_schemas(false))
              OR pg_has_role(session_user, c.relowner, 'MEMBER'))
      """;

  private SearchPath() {}

  /**
   * Refuses to work where no schema of the path exists.
   *
   * @param first the first schema of the path
   * @throws SaascoreException MISSING_OBJECT
   */
  static void requireAny(Optional<String> first) {
    if (first.isEmpty()) {
      throw empty();
    }
  }

  private static SaascoreException empty() {
    return Problem.of(Code.MISSING_OBJECT, "no schema to work in: the search path names none")
        .because("current_schema() is null: no schema of this role's search_path exists")
        .hint(
            "name one: -Dsaascore.schema=public, or create it: CREATE SCHEMA app; "
                + "ALTER ROLE ... SET search_path = app")
        .asException();
  }

  /**
   * Refuses to begin a second history in a schema that has come before the one of the first, as
   * when a schema gets the name of the role, or the path is set anew. A path that the URL sets is
   * meant so.
   *
   * @param first the first schema of the path, which has no version tables
   * @param others those of {@link #OTHERS}
   * @throws SaascoreException MISSING_OBJECT
   */
  static void requireMeant(Connection connection, String first, List<String> others)
      throws SQLException {
    if (others.isEmpty()) {
      return;
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SETTING)) {
      row.next();
      if (!row.getString(2).equals("client")) {
        throw moved(first, others, row.getString(1));
      }
    }
  }

  private static SaascoreException moved(String first, List<String> others, String path) {
    return Problem.of(
            Code.MISSING_OBJECT,
            "the version tables stand in schema %s, but the search path begins with '%s'"
                .formatted(
                    others.stream().collect(Collectors.joining("' and in '", "'", "'")), first))
        .because(
            "search_path is %s: every revision would be applied once more, in '%s'"
                .formatted(path, first))
        .hint(
            """
            to go on with the revisions that are applied: -Dsaascore.schema=%s, or <schema> in the POM
            or to begin a history of its own there: -Dsaascore.schema=%s\
            """
                .formatted(others.get(0), first))
        .asException();
  }
}
