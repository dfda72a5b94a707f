package io.github.saascore.postgres;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;

/** Makes a database that is missing on its server, where the role may do that. */
public final class MissingDatabase {
  /**
   * One of these is on every server; a role may be kept out of either (manual: Template Databases).
   */
  private static final List<String> FROM = List.of("postgres", "template1");

  /** It is there already; the second is said where two make it at the same moment. */
  private static final Set<String> MADE_BY_ANOTHER = Set.of("42P04", "23505");

  private final ConnectionSettings settings;

  /** Takes how to connect to the database once it is there. */
  public MissingDatabase(ConnectionSettings settings) {
    this.settings = settings;
  }

  /** Tells whether a connection failed for want of the database alone. */
  public static boolean isReason(SaascoreException e) {
    return e.problem().code() == Code.DATABASE_MISSING;
  }

  /**
   * Makes the database, empty, with the role as its owner; one that another build made meanwhile
   * will do.
   *
   * @throws SaascoreException PRIVILEGE where the role may not create databases; what a connection
   *     can meet where it cannot even ask
   */
  public void create() {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + Quote.name(settings.database()));
    } catch (SQLException e) {
      if (!MADE_BY_ANOTHER.contains(SqlProblems.state(e))) {
        throw refused(e);
      }
    }
  }

  private Connection connect() {
    SaascoreException first = null;
    for (String name : FROM) {
      try {
        return Connections.open(settings.withDatabase(name), "saascore:rebuild");
      } catch (SaascoreException e) {
        first = first == null ? e : first;
      }
    }
    throw first;
  }

  private SaascoreException refused(SQLException e) {
    Problem refusal = SqlProblems.of(e);
    if (refusal.code() != Code.PRIVILEGE) {
      return new SaascoreException(refusal.at(settings.address()), e);
    }
    String name = settings.database();
    return new SaascoreException(
        Problem.of(
                Code.PRIVILEGE,
                "database '%s' does not exist, and role '%s' may not create it"
                    .formatted(name, settings.user()))
            .at(settings.address())
            .because(refusal.summary())
            .hint(
                """
                as a role with the right CREATEDB: CREATE DATABASE %s OWNER %s;
                or give the role that right: ALTER ROLE %2$s CREATEDB;\
                """
                    .formatted(Quote.name(name), Quote.name(settings.user()))),
        e);
  }
}
