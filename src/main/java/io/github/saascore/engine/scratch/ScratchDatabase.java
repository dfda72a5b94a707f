package io.github.saascore.engine.scratch;

import io.github.saascore.engine.Database;
import io.github.saascore.engine.Replay;
import io.github.saascore.engine.Sources;
import io.github.saascore.postgres.Answer;
import io.github.saascore.postgres.BuildLock;
import io.github.saascore.postgres.ConnectionSettings;
import io.github.saascore.postgres.Connections;
import io.github.saascore.postgres.Existing;
import io.github.saascore.postgres.Quote;
import io.github.saascore.postgres.Session;
import io.github.saascore.postgres.SqlProblems;
import io.github.saascore.postgres.StoreSql;
import io.github.saascore.postgres.Unit;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.schema.CatalogState;
import io.github.saascore.schema.Snapshot;
import io.github.saascore.schema.SnapshotReader;
import io.github.saascore.script.ServerWork;
import io.github.saascore.script.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One scratch database: revisions are applied and undone in it, or statements run, and the schema
 * is read back. It is dropped when it is closed. Used by one thread.
 *
 * <p>Roles that definitions name are made where they are missing, without login. Statements that
 * work on the whole server or on another one are left out: that server may be somebody's.
 */
public final class ScratchDatabase implements AutoCloseable {
  private final Scratch scratch;
  private final ConnectionSettings settings;
  private final Database database;
  private Optional<Replay> replay = Optional.empty();
  private Optional<CatalogState> state = Optional.empty();

  private ScratchDatabase(Scratch scratch, ConnectionSettings settings, Database database) {
    this.scratch = scratch;
    this.settings = settings;
    this.database = database;
  }

  static ScratchDatabase open(Scratch scratch) {
    ConnectionSettings settings = scratch.server().fresh();
    Session session =
        Session.over(Connections.open(settings, "saascore:scratch"), scratch.options());
    Database database =
        new Database(
            session,
            new StoreSql(scratch.storeSchema(), scratch.run()),
            scratch.javaBodies(),
            event -> {});
    ScratchDatabase made = new ScratchDatabase(scratch, settings, database);
    made.send("CREATE SCHEMA IF NOT EXISTS " + Quote.name(scratch.schema()));
    return made;
  }

  /** Makes our own tables, which would otherwise come with the first revision. */
  public void begin(Sources sources) {
    retrying(() -> replay(sources));
  }

  /**
   * Applies revisions in this order, each in a transaction of its own as an upgrade does; what is
   * below them has to be applied.
   *
   * @throws SaascoreException as an upgrade would end; SCRATCH where the server lacks an extension
   */
  public void up(Sources sources, List<Revision> revisions) {
    revisions.forEach(revision -> retrying(() -> replay(sources).up(revision)));
  }

  /**
   * Undoes one revision; those above it have to be undone.
   *
   * @throws SaascoreException as a downgrade would end
   */
  public void down(Sources sources, RevisionId id) {
    retrying(() -> replay(sources).down(id));
  }

  /**
   * Undoes one revision for as long as somebody looks; it stays applied. Its downgrade has to be
   * one that runs in a transaction.
   *
   * @throws SaascoreException as a downgrade would end
   */
  public void tryDown(Sources sources, RevisionId id, Runnable look) {
    retrying(() -> replay(sources).tryDown(id, look));
  }

  /** Runs all repeatable scripts, as an upgrade to all heads does at its end. */
  public void repeatables(Sources sources) {
    retrying(() -> replay(sources).repeatables(sources));
  }

  /** Runs all repeatable scripts once more, as an upgrade does when they have changed. */
  public void repeatablesAgain(Sources sources) {
    retrying(() -> replay(sources).repeatablesAgain(sources));
  }

  /** Applies everything: all revisions, parents first, and the repeatable scripts. */
  public void all(Sources sources) {
    up(sources, Order.of(sources));
    repeatables(sources);
  }

  /**
   * Runs statements in one transaction.
   *
   * @param name what they are, for errors
   * @throws SaascoreException naming the statement that the server refused; nothing of them is left
   */
  public void run(String name, List<Statement> statements) {
    Unit unit =
        new Unit(
            name,
            statements.isEmpty() ? name : statements.get(0).source().name(),
            Optional.empty(),
            Optional.empty(),
            new Unit.Script(statements.stream().filter(this::mayRun).toList()),
            elapsed -> "",
            Optional.empty());
    retrying(
        () -> {
          try (BuildLock lock = database.lock()) {
            database.runner(lock, Existing.FAIL).run(unit);
          }
        });
  }

  /**
   * Tells whether a statement may run here: work on what the whole server shares may not. A role
   * that it would make is made, without login, so that others may name it.
   */
  public boolean mayRun(Statement statement) {
    if (!ServerWork.is(statement)) {
      return true;
    }
    ServerWork.madeRole(statement).ifPresent(scratch.server()::makeRole);
    return false;
  }

  /**
   * Refuses to go on where a refused statement only shows that the server lacks an extension, or
   * room.
   *
   * @throws SaascoreException SCRATCH naming what it lacks
   */
  public void requireMeans(Answer answer, SaascoreException refusal) {
    Optional<SaascoreException> lacking =
        Lacking.extension(answer, refusal, scratch.server())
            .or(() -> Lacking.room(answer, refusal, scratch.server()));
    if (lacking.isPresent()) {
      throw lacking.get();
    }
  }

  /** Reads back the schema, without the tables that migration tools keep for themselves. */
  public Snapshot snapshot() {
    try {
      return SnapshotReader.read(connection(), Scopes.all());
    } catch (SQLException e) {
      throw new SaascoreException(SqlProblems.of(e), e);
    }
  }

  /**
   * Returns a digest of the schema, much faster than a snapshot: two that are equal mean that
   * nothing differs, two that differ mean nothing.
   */
  public String state() {
    try {
      if (state.isEmpty()) {
        state = Optional.of(new CatalogState(connection()));
      }
      return state.get().read();
    } catch (SQLException e) {
      throw new SaascoreException(SqlProblems.of(e), e);
    }
  }

  /** Returns the connection, as a superuser or as the owner of the database. */
  public Connection connection() {
    return database.session().connection();
  }

  /** Opens a second connection, which the caller closes before this. */
  public Connection another() {
    return Connections.open(settings, "saascore:scratch");
  }

  /** Returns the database as the use cases see it. */
  public Database database() {
    return database;
  }

  private Replay replay(Sources sources) {
    if (replay.isPresent() && !replay.get().isOf(sources)) {
      replay.get().close();
      replay = Optional.empty();
    }
    if (replay.isEmpty()) {
      replay = Optional.of(new Replay(database, sources, unit -> unit.only(this::mayRun)));
    }
    return replay.get();
  }

  /** A role that was made and is still missing was not understood: then the refusal stands. */
  private void retrying(Runnable work) {
    Set<String> made = new HashSet<>();
    while (true) {
      try {
        work.run();
        return;
      } catch (SaascoreException e) {
        Answer answer = answer(e).orElseThrow(() -> e);
        requireMeans(answer, e);
        scratch.server().makeRole(answer.missingRole().filter(made::add).orElseThrow(() -> e));
      }
    }
  }

  private static Optional<Answer> answer(SaascoreException e) {
    return e.getCause() instanceof SQLException refusal
        ? Optional.of(Answer.of(refusal))
        : Optional.empty();
  }

  private void send(String sql) {
    try {
      database.session().send(sql);
    } catch (SQLException e) {
      throw new SaascoreException(SqlProblems.of(e), e);
    }
  }

  @Override
  public void close() {
    database.session().close();
    scratch.server().drop(settings);
  }
}
