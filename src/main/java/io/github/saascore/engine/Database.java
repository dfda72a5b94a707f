package io.github.saascore.engine;

import io.github.saascore.postgres.BuildLock;
import io.github.saascore.postgres.Existing;
import io.github.saascore.postgres.Quote;
import io.github.saascore.postgres.Runner;
import io.github.saascore.postgres.ServerFacts;
import io.github.saascore.postgres.Session;
import io.github.saascore.postgres.Store;
import io.github.saascore.postgres.StoreSql;
import io.github.saascore.postgres.Unit;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.script.RepeatableScript;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The database a use case works on, and who is told of it.
 *
 * @param session the connection
 * @param store the SQL of our tables
 * @param javaBodies finds Java code that migration files name
 * @param listener is told what happens, when it is true
 */
public record Database(
    Session session, StoreSql store, JavaBodies javaBodies, Consumer<Event> listener) {

  /** Reads what is applied, seen beside the files. */
  DatabaseState state(Sources sources) {
    return DatabaseState.read(session, store, sources);
  }

  /** Reads what is applied, after our tables were made. */
  DatabaseState stateAfterRun(Sources sources) {
    return DatabaseState.read(session, store, sources, true);
  }

  /** Returns the repeatable scripts that have changed since they last ran, in order. */
  public List<RepeatableScript> changed(Sources sources) {
    return changed(sources, session.facts().storeExists());
  }

  /** Returns them when it is known whether our tables exist. */
  List<RepeatableScript> changed(Sources sources, boolean storeExists) {
    if (sources.repeatables().isEmpty()) {
      return List.of();
    }
    Map<String, String> known = storeExists ? new Store(session, store).repeatables() : Map.of();
    return sources.repeatables().stream()
        .filter(script -> !script.checksum().hex().equals(known.get(script.name())))
        .toList();
  }

  /** Returns the lock of this database; it is not held yet. */
  public BuildLock lock() {
    return new BuildLock(session);
  }

  /**
   * Refuses, before anything runs, units that a pooler in between makes impossible.
   *
   * @throws io.github.saascore.revision.SaascoreException POOLER naming all of them
   */
  void requireRunnable(List<Unit> units) {
    Runner.requireRunnable(session, units);
  }

  /** Returns a runner that works under the lock. */
  public Runner runner(BuildLock lock, Existing existing) {
    session.onNotice(text -> listener.accept(new Event.Notice(text)));
    return new Runner(session, store, lock, existing, this::waiting);
  }

  /**
   * Refuses to work with a database of which a drop has taken a part only: what its rows say of it
   * is no longer true.
   *
   * @throws io.github.saascore.revision.SaascoreException HALF_DROPPED
   */
  void requireWhole() {
    ServerFacts facts = session.facts();
    facts
        .dropped()
        .ifPresent(
            since -> {
              throw Problem.of(
                      Code.HALF_DROPPED, "database '" + facts.database() + "' was dropped in part")
                  .because(
                      since
                          + " and did not come to its end: its revisions count as applied, and a"
                          + " part of what they made is gone")
                  .hint(
                      """
                      finish the drop, then begin anew: %s
                      or restore a backup; or, when by hand you have put back all that is gone, \
                      say so: COMMENT ON TABLE %s IS NULL\
                      """
                          .formatted(dropAgain(facts), store.revisions()))
                  .asException();
            });
  }

  /** Returns the command that brings a drop to its end. */
  static String dropAgain(ServerFacts facts) {
    return "mvn saascore:drop-cascade -Dsaascore.schema=%s -Dsaascore.confirm=%s"
        .formatted(Quote.shell(facts.schema()), Quote.shell(facts.database()));
  }

  /** Tells that the run waits. */
  public void waiting(String text) {
    listener.accept(new Event.Waiting(text));
  }

  /** Returns the names of all tables in the schema of our tables, without ours. */
  Set<String> tables() {
    List<String> names =
        session.query(
            """
            SELECT c.relname
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = %s AND c.relkind IN ('r', 'p', 'f') AND c.relname <> ALL (%s)
            """
                .formatted(Quote.text(session.facts().schema()), Quote.array(StoreSql.TABLES)),
            row -> row.getString(1));
    return new TreeSet<>(names);
  }

  /**
   * Refuses to plan a change for a database that takes none.
   *
   * @throws io.github.saascore.revision.SaascoreException READ_ONLY
   */
  public void requireWritable() {
    if (session.facts().readOnly()) {
      throw Problem.of(Code.READ_ONLY, "the database takes no writes")
          .because("it is a standby, or default_transaction_read_only is on")
          .hint(
              "use the URL of the primary: -Dsaascore.url=..., or add"
                  + " target_session_attrs=read-write with all hosts to it\n"
                  + "where it is a setting, mvn saascore:doctor has the command that takes it back")
          .asException();
    }
  }
}
