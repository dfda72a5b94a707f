package io.github.saascore.engine.hazard;

import io.github.saascore.engine.Sources;
import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.engine.scratch.ScratchDatabase;
import io.github.saascore.postgres.Answer;
import io.github.saascore.postgres.ForeignKeySuspension;
import io.github.saascore.postgres.Quote;
import io.github.saascore.postgres.SqlProblems;
import io.github.saascore.postgres.Unit;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.script.Body;
import io.github.saascore.script.MigrationFile;
import io.github.saascore.script.RepeatableScript;
import io.github.saascore.script.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs sections in a scratch database: the earlier ones plainly, the others under observation. */
final class Rehearsal implements AutoCloseable {
  private final Sources sources;
  private final Scratch scratch;
  private final ScratchDatabase database;
  private final StandIns standIns;
  private final boolean borrowed;
  private final WatchedCode code;
  private final Tracer tracer;
  private final List<String> notes = new ArrayList<>();
  private final Set<String> roles = new HashSet<>();
  private Optional<Connection> beside = Optional.empty();

  private Rehearsal(
      Sources sources,
      Scratch scratch,
      ScratchDatabase database,
      boolean borrowed,
      WatchedCode code) {
    this.sources = sources;
    this.scratch = scratch;
    this.database = database;
    this.borrowed = borrowed;
    this.code = code;
    this.standIns = new StandIns(database.connection(), false);
    this.tracer = new Tracer(database.connection(), this::help);
  }

  /** Makes an empty scratch database; the caller closes the rehearsal. */
  static Rehearsal open(Sources sources, Scratch scratch) throws SQLException {
    WatchedCode code = new WatchedCode(scratch.javaBodies());
    ScratchDatabase database =
        new Scratch(scratch.server(), scratch.schema(), code, scratch.run()).open();
    try {
      return new Rehearsal(sources, scratch, database, false, code);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** Goes on in a scratch database of somebody else, who closes it. */
  static Rehearsal in(ScratchDatabase database, Sources sources, Scratch scratch) {
    return new Rehearsal(sources, scratch, database, true, new WatchedCode(scratch.javaBodies()));
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
      begin();
      Tracer blind = Tracer.blind(database.connection(), this::help);
      List<Observation> seen = trace(sql, blind);
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

  /** Runs a repeatable script under observation. */
  List<Observation> repeat(RepeatableScript script) throws SQLException {
    begin();
    return told(tracer.together(script.statements()));
  }

  private List<Observation> watched(Body body, MigrationFile file, Runnable whole, String direction)
      throws SQLException {
    if (body instanceof Body.Sql sql) {
      return told(trace(sql));
    }
    notes.add(
        "%s: the %s is Java code and was seen as one: which of its statements does what is unknown"
            .formatted(file.path(), direction));
    Moment before = MomentReader.read(database.connection());
    whole.run();
    return List.of(
        new Observation(
            Statement.stored(file.path().toString(), direction),
            Observation.Frame.SECTION,
            before,
            code.last().orElseThrow(),
            Optional.empty(),
            List.of()));
  }

  private List<Observation> trace(Body.Sql sql) throws SQLException {
    begin();
    return sql.options().transactional()
        ? trace(sql, tracer)
        : trace(sql, new Tracer(database.connection(), this::help, Optional.of(watch())));
  }

  private List<Observation> trace(Body.Sql sql, Tracer by) throws SQLException {
    if (!sql.options().transactional()) {
      return by.apart(sql.statements());
    }
    return sql.options().suspendForeignKeys()
        ? suspended(sql.statements(), by)
        : by.together(sql.statements());
  }

  /** Foreign keys are deferred, and dropped where the server refuses that, as in a run. */
  private List<Observation> suspended(List<Statement> statements, Tracer by) throws SQLException {
    Unit.Script deferred = ForeignKeySuspension.around(statements, Optional.of(scratch.schema()));
    Optional<List<Observation>> whole = by.whole(deferred.statements());
    return whole.isPresent()
        ? whole.get()
        : by.together(
            deferred.instead().map(Unit.Alternative::script).orElse(deferred).statements());
  }

  private LockWatch watch() {
    if (beside.isEmpty()) {
      beside = Optional.of(database.another());
    }
    return new LockWatch(beside.get(), database.database().session().facts().backendPid());
  }

  /** What was not looked at, or not at all of it, is said. */
  private List<Observation> told(List<Observation> seen) {
    for (Observation one : seen) {
      String what = one.statement().place() + ": " + one.statement().shape().describes();
      if (one.frame() == Observation.Frame.NOT_RUN) {
        notes.add(what + " reaches beyond the database and was not run");
      } else if (Heads.isInSteps(one)) {
        notes.add(what + " works in transactions of its own: only its first locks were seen");
      }
    }
    return seen;
  }

  /** Works as a run does: with its limit for waits, in its schema. */
  private void begin() throws SQLException {
    Connection connection = database.connection();
    try (java.sql.Statement jdbc = connection.createStatement()) {
      jdbc.execute("RESET ALL;\n" + database.database().session().afterReset());
      jdbc.execute("SET lock_timeout = '5s'");
      if (!scratch.schema().equals("public")) {
        jdbc.execute(
            "SELECT set_config('search_path', %s || current_setting('search_path'), false)"
                .formatted(Quote.text(Quote.name(scratch.schema()) + ", ")));
      }
    }
  }

  private boolean help(Statement statement, Refusal refusal) throws SQLException {
    Answer answer = refusal.answer();
    database.requireMeans(
        answer, Problem.of(Code.SQL, refusal.message()).at(statement.place()).asException());
    Optional<String> role = answer.missingRole().filter(roles::add);
    if (role.isPresent()) {
      scratch.server().makeRole(role.get());
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
    try {
      if (beside.isPresent()) {
        beside.get().close();
      }
    } catch (SQLException e) {
      throw new SaascoreException(SqlProblems.of(e), e);
    } finally {
      if (!borrowed) {
        database.close();
      }
    }
  }
}
