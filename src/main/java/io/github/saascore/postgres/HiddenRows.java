package io.github.saascore.postgres;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.util.Optional;

/**
 * Row-level security on the version tables, which hides rows without a word: what is applied would
 * look as if it were not.
 *
 * <p>The owner of a table sees all of its rows unless it is forced too (manual, "Row Security
 * Policies").
 */
final class HiddenRows {
  /** The version table in schema {@code n} of which the login does not see all rows, or null. */
  static final String QUERY =
      """
      SELECT min(format('%I.%I', n.nspname, c.relname)) FROM pg_class c
       WHERE c.relnamespace = n.oid AND row_security_active(c.oid)
         AND c.relname IN ('saascore_revision', 'saascore_repeatable')
      """;

  private HiddenRows() {}

  /**
   * Refuses to take rows that are hidden for rows that are not there.
   *
   * @param table what {@link #QUERY} found
   * @throws SaascoreException PRIVILEGE
   */
  static void requireNone(Optional<String> table) {
    table.ifPresent(
        name -> {
          throw Problem.of(Code.PRIVILEGE, "row-level security hides rows of " + name)
              .because("what is applied cannot be told from what its policies let this role see")
              .hint(
                  """
                  connect as the owner of the table, or as its owner: \
                  ALTER TABLE %1$s DISABLE ROW LEVEL SECURITY
                  to keep it for other roles: ALTER TABLE %1$s NO FORCE ROW LEVEL SECURITY\
                  """
                      .formatted(name))
              .asException();
        });
  }
}
