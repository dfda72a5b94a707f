package io.github.saascore.mojo;

import io.github.saascore.engine.scratch.ScratchSource;
import io.github.saascore.postgres.SessionOptions;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;

/** A goal that works on a database. */
abstract class DatabaseGoal extends ReportingGoal {
  // Without a property, on purpose: "mvn -X" prints what Maven binds, and the command line's URL
  // and
  // password have to stay out of that. ParameterSources reads them itself.

  /**
   * URL of the database (<code>-Dsaascore.url</code>): <code>postgresql://host:5432/name</code>, a
   * JDBC URL, <code>embedded</code>, <code>embedded:17</code> or <code>docker:postgres:17</code>.
   * Without it the usual environment variables are read (<code>DATABASE_URL</code>, <code>PGHOST
   * </code> and others), and without those the embedded server is used.
   */
  @Parameter String url;

  /** Role to log in as. */
  @Parameter(property = "saascore.user")
  String user;

  /**
   * Password of the role (<code>-Dsaascore.password</code>); better kept in settings.xml, see
   * <code>server</code>.
   */
  @Parameter String password;

  /** Id of the server in settings.xml that has user name and password, encrypted or not. */
  @Parameter(property = "saascore.server")
  String server;

  /** Whether a database has to be configured, so that the embedded server is never a fallback. */
  @Parameter(property = "saascore.requireUrl", defaultValue = "false")
  String requireUrl;

  /** Role to work as after the login (<code>SET LOCAL ROLE</code>); it owns what is made. */
  @Parameter(property = "saascore.role")
  String role;

  /**
   * Schema to work in, also for the version tables; the first of the search path by default. Only
   * drop-cascade takes several, with commas; the first has the version tables.
   */
  @Parameter(property = "saascore.schema")
  String schema;

  /** Longest wait of a statement for a lock on a table, for example 5s or 500ms. */
  @Parameter(property = "saascore.lockTimeout", defaultValue = "5s")
  String lockTimeout;

  /** How often a revision is tried again after such a wait. */
  @Parameter(property = "saascore.lockRetries", defaultValue = "10")
  String lockRetries;

  /** Longest wait for another build that works on the same database. */
  @Parameter(property = "saascore.lockWait", defaultValue = "5m")
  String lockWait;

  /** Longest run of one statement; without it the server's own limit holds. */
  @Parameter(property = "saascore.statementTimeout")
  String statementTimeout;

  DatabaseGoal(MavenContext maven) {
    super(maven);
  }

  /**
   * Connects to the database and says so in one line.
   *
   * @throws io.github.saascore.revision.SaascoreException with a code of the group "Parameters and
   *     connection"
   */
  final OpenDatabase connect(Parameters parameters) {
    return DatabaseOpener.of(maven(), parameters, getLog()).open(options(parameters));
  }

  /** Begins to connect to the database, while the caller does something else. */
  final Connecting connecting(Parameters parameters) {
    return Connecting.to(maven(), parameters, options(parameters), getLog());
  }

  /** Returns what starts the server for scratch databases like an open one, if it is asked to. */
  final ScratchSource scratch(Parameters parameters, OpenDatabase open) {
    return new LentScratch(new ScratchOpener(maven(), parameters, getLog()), Optional.of(open));
  }

  /** Returns where and how to work, as the parameters say. */
  static SessionOptions options(Parameters parameters) {
    return new SessionOptions(
        parameters.list("schema").stream().findFirst(),
        parameters.text("role"),
        parameters.duration("lockTimeout"),
        parameters.count("lockRetries"),
        parameters.duration("lockWait"),
        parameters.durationIfGiven("statementTimeout"));
  }
}
