package io.github.saascore.postgres;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server on which scratch databases are made: empty databases in which definitions are tried, and
 * whose contents are worth nothing.
 *
 * <p>Each scratch database is new and is dropped after use; its name says when it was made, so that
 * what a killed run left is found and removed by a later one. No other database of the server is
 * ever touched. Several threads may use it.
 */
public final class ScratchServer implements AutoCloseable {
  private static final String PREFIX = "saascore_scratch_";
  private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d{10,11})_[0-9a-f]{8}");

  private static final String DUPLICATE_OBJECT = "42710";

  /** No run takes that long; younger ones may be at work. */
  private static final Duration ABANDONED = Duration.ofHours(6);

  /** What another role's killed run left is for that role to remove ("DROP DATABASE"). */
  private static final String MAY_BE_DROPPED =
      "SELECT datname FROM pg_database WHERE NOT datistemplate AND pg_has_role(datdba, 'USAGE')";

  private static final int ANSWER_SECONDS = 10;

  private static final String IDENTITY =
      """
      SELECT version()
      UNION ALL (SELECT name || ' ' || default_version FROM pg_available_extensions ORDER BY 1)
      """;

  private final ConnectionSettings settings;
  private final Ownership ownership;
  private final Connection admin;
  private final Set<String> databases = new LinkedHashSet<>();
  private final Set<String> roles = new LinkedHashSet<>();

  /** Whose server it is. */
  public enum Ownership {
    /** It was started for this run alone: everything on it is ours, and no crash matters. */
    OURS,
    /** It serves others too: only databases and roles that this run made are removed. */
    SHARED
  }

  private ScratchServer(ConnectionSettings settings, Ownership ownership, Connection admin) {
    this.settings = settings;
    this.ownership = ownership;
    this.admin = admin;
  }

  /**
   * Connects to a server and removes what killed runs left there.
   *
   * @param settings how to connect; the database is only used to make others from
   * @throws SaascoreException with a code of the group "Parameters and connection"
   */
  public static ScratchServer at(ConnectionSettings settings, Ownership ownership) {
    Connection admin = Connections.open(settings, "saascore:scratch");
    ScratchServer server = new ScratchServer(settings, ownership, admin);
    try {
      server.sweep();
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** Returns the server's major version. */
  public int major() {
    try {
      return admin.getMetaData().getDatabaseMajorVersion();
    } catch (SQLException e) {
      throw SqlProblems.of(e).asException();
    }
  }

  /** Returns the server in a few words, for example {@code PostgreSQL 18.6 at 127.0.0.1:5432}. */
  public String describe() {
    try {
      return "PostgreSQL %s at %s"
          .formatted(
              admin.getMetaData().getDatabaseProductVersion(), HostPort.text(settings.hosts()));
    } catch (SQLException e) {
      throw SqlProblems.of(e).asException();
    }
  }

  /**
   * Returns what decides what definitions come to here: the server's build, and the extensions that
   * it offers with their versions. Nothing where the server is not ours, as others set it up.
   */
  public synchronized Optional<String> identity() {
    return ownership == Ownership.OURS
        ? Optional.of(String.join("\n", list(IDENTITY)))
        : Optional.empty();
  }

  /**
   * Makes an empty database.
   *
   * @return how to connect to it
   * @throws SaascoreException SCRATCH where the role may not create databases
   */
  public synchronized ConnectionSettings fresh() {
    byte[] random = new byte[4];
    new SecureRandom().nextBytes(random);
    String name = PREFIX + Instant.now().getEpochSecond() + "_" + HexFormat.of().formatHex(random);
    // A copy of files needs no log, but a checkpoint, which on a server of others is not ours to
    // ask for.
    String strategy = ownership == Ownership.OURS && major() >= 15 ? " STRATEGY file_copy" : "";
    try {
      execute("CREATE DATABASE " + Quote.name(name) + " TEMPLATE template0" + locale() + strategy);
      databases.add(name);
      if (ownership == Ownership.SHARED && !list(English.where(major())).isEmpty()) {
        execute(English.in(name));
      }
    } catch (SQLException e) {
      throw notMade(e);
    }
    return settings.withDatabase(name);
  }

  /** Indexes on text order by the locale, so that it has to be the one of the given database. */
  private String locale() throws SQLException {
    if (ownership == Ownership.OURS) {
      return "";
    }
    return list("""
    SELECT format(' ENCODING %L LC_COLLATE %L LC_CTYPE %L',
                  pg_encoding_to_char(encoding), datcollate, datctype)
      FROM pg_database WHERE datname = current_database()
    """)
        .get(0);
  }

  private SaascoreException notMade(SQLException e) {
    Problem problem =
        Problem.of(Code.SCRATCH, "unable to make a scratch database")
            .at(settings.describe())
            .because(reason(e))
            .hint(
                "use the embedded server: -Dsaascore.scratch=embedded\nor give the role the right:"
                    + " ALTER ROLE "
                    + Quote.name(settings.user())
                    + " CREATEDB");
    return new SaascoreException(problem, e);
  }

  private static String reason(SQLException e) {
    Problem problem = SqlProblems.of(e);
    return problem.summary() + problem.reason().map("\n"::concat).orElse("");
  }

  /** Drops a scratch database, with whatever is still connected to it. */
  public synchronized void drop(ConnectionSettings scratch) {
    if (databases.remove(scratch.database())) {
      dropDatabase(scratch.database());
    }
  }

  /**
   * Makes a role that cannot log in, for definitions that name one, unless somebody has made it
   * meanwhile; it is removed at the end.
   *
   * @throws SaascoreException SCRATCH where that is not allowed
   */
  public synchronized void makeRole(String name) {
    // Who may make no roles is refused before the server looks whether there is one.
    if (!list("SELECT rolname FROM pg_roles WHERE rolname = " + Quote.text(name)).isEmpty()) {
      return;
    }
    try {
      execute("CREATE ROLE " + Quote.name(name) + " NOLOGIN");
      roles.add(name);
    } catch (SQLException e) {
      if (DUPLICATE_OBJECT.equals(e.getSQLState())) {
        return;
      }
      Problem problem =
          Problem.of(Code.SCRATCH, "role \"" + name + "\" cannot be made for the scratch database")
              .at(settings.describe())
              .because(reason(e))
              .hint(
                  "use the embedded server, where every role can be made:"
                      + " -Dsaascore.scratch=embedded");
      throw new SaascoreException(problem, e);
    }
  }

  private void sweep() {
    long oldest = Instant.now().minus(ABANDONED).getEpochSecond();
    for (String name : list(MAY_BE_DROPPED)) {
      Matcher matcher = NAME.matcher(name);
      if (matcher.matches()
          && (ownership == Ownership.OURS || Long.parseLong(matcher.group(1)) < oldest)) {
        dropDatabase(name);
      }
    }
    if (ownership == Ownership.OURS) {
      list("SELECT rolname FROM pg_roles WHERE NOT rolsuper AND rolname !~ '^pg_'")
          .forEach(this::dropRole);
    }
  }

  private void dropDatabase(String name) {
    try {
      execute("DROP DATABASE IF EXISTS " + Quote.name(name) + " WITH (FORCE)");
    } catch (SQLException e) {
      throw SqlProblems.of(e).asException();
    }
  }

  private void dropRole(String name) {
    try {
      execute("DROP ROLE IF EXISTS " + Quote.name(name));
    } catch (SQLException e) {
      throw SqlProblems.of(e).asException();
    }
  }

  private List<String> list(String sql) {
    List<String> all = new ArrayList<>();
    try (Statement statement = admin.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        all.add(rows.getString(1));
      }
      return all;
    } catch (SQLException e) {
      throw SqlProblems.of(e).asException();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = admin.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Tells whether the server still answers. */
  public synchronized boolean answers() {
    try {
      return admin.isValid(ANSWER_SECONDS);
    } catch (SQLException e) {
      throw SqlProblems.of(e).asException();
    }
  }

  /** Drops what was made here: the server is as it was found. */
  public synchronized void reset() {
    List.copyOf(databases).forEach(this::dropDatabase);
    databases.clear();
    List.copyOf(roles).forEach(this::dropRole);
    roles.clear();
  }

  /** Drops what was made here, and disconnects. */
  @Override
  public void close() {
    try (Connection last = admin) {
      if (!last.isClosed()) {
        reset();
      }
    } catch (SQLException e) {
      throw SqlProblems.of(e).asException();
    }
  }
}
