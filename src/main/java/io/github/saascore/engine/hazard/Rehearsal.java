package io.github.saascore.engine.hazard;

import io.github.saascore.engine.Sources;
import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.engine.scratch.ScratchDatabase;
import io.github.saascore.postgres.Quote;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.script.Body;
import io.github.saascore.script.MigrationFile;
import io.github.saascore.script.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs sections in a scratch database: the earlier ones plainly, the others under observation. */
final class Rehearsal implements AutoCloseable {
  private static final Pattern ROLE = Pattern.compile("role \"(.+)\" does not exist");

  private final Sources sources;
  private final Scratch scratch;
  private final ScratchDatabase database;
  private final StandIns standIns;
  private final Tracer tracer;
  private final List<String> notes = new ArrayList<>();

  private Rehearsal(Sources sources, Scratch scratch, ScratchDatabase database) {
    this.sources = sources;
    this.scratch = scratch;
    this.database = database;
    this.standIns = new StandIns(database.connection(), false);
    this.tracer = new Tracer(database.connection(), this::help);
  }

  /** Makes an empty scratch database; the caller closes the rehearsal. */
  static Rehearsal open(Sources sources, Scratch scratch) throws SQLException {
    ScratchDatabase database = scratch.open();
    try {
      return new Rehearsal(sources, scratch, database);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** Applies an earlier revision; what it needs and nothing has made is assumed. */
  void apply(Revision revision) throws SQLException {
    try {
      database.up(sources, List.of(revision));
    } catch (SaascoreException e) {
      Body body = sources.files().get(revision.id()).upgrade();
      if (e.problem().code() != Code.MISSING_OBJECT || !(body instanceof Body.Sql sql)) {
        throw e;
      }
      List<Observation> seen = trace(sql);
      if (seen.stream().anyMatch(one -> one.refusal().isPresent())) {
        throw e;
      }
    }
  }

  /** Runs the upgrade of a revision under observation. */
  List<Observation> up(Revision revision) throws SQLException {
    MigrationFile file = sources.files().get(revision.id());
    return watched(file.upgrade(), file, () -> database.up(sources, List.of(revision)), "upgrade");
  }

  /** Runs the downgrade of a revision under observation; nothing where there is none. */
  List<Observation> down(Revision revision) throws SQLException {
    MigrationFile file = sources.files().get(revision.id());
    RevisionId id = revision.id();
    if (file.downgrade() instanceof Body.None || file.downgrade() instanceof Body.Irreversible) {
      return List.of();
    }
    return watched(file.downgrade(), file, () -> database.down(sources, id), "downgrade");
  }

  private List<Observation> watched(Body body, MigrationFile file, Runnable whole, String direction)
      throws SQLException {
    if (body instanceof Body.Sql sql && !sql.options().suspendForeignKeys()) {
      return trace(sql);
    }
    String why = body instanceof Body.JavaClass ? "Java code" : "foreign_keys=suspend";
    notes.add(
        "%s: the %s is %s and was seen from outside only; its locks are unknown"
            .formatted(file.path(), direction, why));
    Moment before = MomentReader.read(database.connection());
    whole.run();
    Moment after = MomentReader.read(database.connection());
    Statement statement =
        body instanceof Body.Sql sql && !sql.statements().isEmpty()
            ? sql.statements().get(0)
            : Statement.stored(file.path().toString(), direction);
    return List.of(
        new Observation(
            statement, Observation.Frame.BARE, before, after, Optional.empty(), List.of()));
  }

  private List<Observation> trace(Body.Sql sql) throws SQLException {
    begin();
    return sql.options().transactional()
        ? tracer.together(sql.statements())
        : tracer.apart(sql.statements());
  }

  /** Works as a run does: with its limit for waits, in its schema. */
  private void begin() throws SQLException {
    Connection connection = database.connection();
    try (java.sql.Statement jdbc = connection.createStatement()) {
      jdbc.execute("RESET ALL");
      jdbc.execute("SET lock_timeout = '5s'");
      // The stand-ins read messages; a server that is not our own may speak as it likes.
      jdbc.execute(
          """
          SELECT set_config('lc_messages', 'C', false)
            FROM pg_roles WHERE rolname = current_user AND rolsuper
          """);
      if (!scratch.schema().equals("public")) {
        jdbc.execute(
            "SELECT set_config('search_path', %s || current_setting('search_path'), false)"
                .formatted(Quote.text(Quote.name(scratch.schema()) + ", ")));
      }
    }
  }

  private boolean help(Statement statement, Refusal refusal) throws SQLException {
    database.requireExtension(
        Problem.of(Code.SQL, refusal.message()).at(statement.place()).asException());
    Matcher role = ROLE.matcher(refusal.message());
    if (role.find()) {
      scratch.server().makeRole(role.group(1));
      return true;
    }
    return standIns.help(statement, refusal);
  }

  /** Returns what is there now. */
  Base base() throws SQLException {
    return Base.of(MomentReader.read(database.connection()).catalog()).with(standIns.oids());
  }

  /** Returns an earlier state with all that was assumed since. */
  Base withAssumed(Base base) {
    return base.with(standIns.oids());
  }

  /** Returns what was assumed, in words. */
  List<String> assumed() {
    return standIns.assumed();
  }

  /** Returns what could not be looked at, in words. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  /** Returns the version of the server. */
  String server() {
    return database.database().session().facts().version();
  }

  @Override
  public void close() {
    database.close();
  }
}
