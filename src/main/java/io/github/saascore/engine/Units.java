package io.github.saascore.engine;

import io.github.saascore.postgres.ForeignKeySuspension;
import io.github.saascore.postgres.How;
import io.github.saascore.postgres.StoreSql;
import io.github.saascore.postgres.Unit;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.script.Body;
import io.github.saascore.script.MigrationFile;
import io.github.saascore.script.RepeatableScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Makes units of work from files: everything that can be wrong with them is found here. */
final class Units {
  private final Sources sources;
  private final StoreSql store;
  private final JavaBodies javaBodies;

  Units(Sources sources, StoreSql store, JavaBodies javaBodies) {
    this.sources = sources;
    this.store = store;
    this.javaBodies = javaBodies;
  }

  /** Returns the work of applying a revision. */
  Unit up(RevisionId id) {
    return up(id, store::started, Optional.empty());
  }

  /** Returns the work of applying the rest of a revision that was left in the middle. */
  Unit upFrom(RevisionId id, Unit.Resumed resumed) {
    return up(id, store::accepted, Optional.of(resumed));
  }

  /** Returns the work of applying a revision of which something is in the database already. */
  Unit chosen(RevisionId id, Choice choice) {
    if (choice instanceof Choice.Part part) {
      Unit whole = up(id);
      return whole.trail().isPresent()
          ? whole.leavingOut(part.there())
          : whole.with(work(new Body.Sql(part.missing(), options(id)), whole.place()));
    }
    StoreSql.Recorded recorded = recorded(sources.files().get(id));
    return new Unit(
        "revision " + id,
        sources.files().get(id).path().toString(),
        Optional.of(id),
        Optional.empty(),
        new Unit.Script(List.of()),
        elapsed ->
            store.applied(recorded, How.ADOPTED, elapsed)
                + replaced(store, sources, id, How.ADOPTED)
                + store.event("adopt", id.value(), elapsed),
        Optional.empty(),
        new Unit.Line(below(id), false));
  }

  private Body.Options options(RevisionId id) {
    return sources.files().get(id).upgrade() instanceof Body.Sql sql
        ? sql.options()
        : Body.Options.DEFAULT;
  }

  private List<RevisionId> below(RevisionId id) {
    List<RevisionId> below = new ArrayList<>(sources.graph().get(id).parents());
    sources.graph().dependencies(id).forEach(revision -> below.add(revision.id()));
    return below;
  }

  private Unit up(
      RevisionId id, Function<StoreSql.Recorded, String> begun, Optional<Unit.Resumed> resumed) {
    MigrationFile file = sources.files().get(id);
    boolean stepwise = isStepwise(file.upgrade());
    return new Unit(
        "revision " + id,
        file.path().toString(),
        Optional.of(id),
        Optional.empty(),
        work(file.upgrade(), file.path().toString()),
        elapsed -> recorded(stepwise, file, elapsed),
        stepwise
            ? Optional.of(
                new Unit.Trail(
                    begun.apply(recorded(file)),
                    progress -> store.progress(id, progress),
                    store.forgotten(id),
                    resumed,
                    false))
            : Optional.empty(),
        new Unit.Line(below(id), false));
  }

  private String recorded(boolean stepwise, MigrationFile file, long elapsed) {
    RevisionId id = file.revision().id();
    String row =
        stepwise
            ? store.finished(id, elapsed)
            : store.applied(recorded(file), How.UPGRADED, elapsed);
    return row
        + replaced(store, sources, id, How.UPGRADED)
        + store.event("upgrade", id.value(), elapsed);
  }

  static boolean isStepwise(Body body) {
    return body instanceof Body.Sql sql && !sql.options().transactional();
  }

  /**
   * Refuses to run units in one transaction when one of them cannot stand in it.
   *
   * @throws io.github.saascore.revision.SaascoreException NOT_TRANSACTIONAL naming it
   */
  static void requireTransactional(List<Unit> units) {
    for (Unit unit : units) {
      if (unit.trail().isPresent()) {
        throw Problem.of(
                Code.NOT_TRANSACTIONAL, unit.name() + " cannot be part of one transaction for all")
            .at(unit.place())
            .because("its section says transaction=none")
            .hint(
                "leave out -Dsaascore.transaction=all, or run up to it and past it apart from the"
                    + " rest with -Dsaascore.target")
            .asException();
      }
    }
  }

  /** Returns the work of undoing a revision. */
  Unit down(RevisionId id, Way way) {
    return down(
        id,
        way,
        isStepwise(way.body())
            ? Optional.of(undoing(id, way, Optional.empty(), false))
            : Optional.empty());
  }

  /**
   * Returns the rest of the work of undoing a revision, where an earlier run stopped.
   *
   * @param tolerant whether what a DROP does not find counts as dropped
   */
  Unit downFrom(RevisionId id, Way way, Unit.Resumed resumed, boolean tolerant) {
    return down(id, way, Optional.of(undoing(id, way, Optional.of(resumed), tolerant)));
  }

  /**
   * Returns the work of taking back a revision of which only a part was applied: one statement
   * after the other, and what a DROP does not find was not made.
   *
   * @throws io.github.saascore.revision.SaascoreException STARTED when its way back cannot be taken
   *     so
   */
  Unit takeBack(RevisionId id, Way way) {
    if (way.body() instanceof Body.Sql sql && sql.options().suspendForeignKeys()) {
      throw Problem.of(Code.STARTED, "a part of revision " + id + " cannot be taken back")
          .at(way.place())
          .because(
              "its downgrade suspends foreign keys, which needs one transaction; what is only half"
                  + " there is taken back without one")
          .hint("go on with it and undo it then: mvn saascore:upgrade -Dsaascore.target=" + id)
          .asException();
    }
    return down(id, way, Optional.of(undoing(id, way, Optional.empty(), true)));
  }

  private Unit.Trail undoing(
      RevisionId id, Way way, Optional<Unit.Resumed> resumed, boolean tolerant) {
    return new Unit.Trail(
        resumed.isPresent() ? "" : store.undoing(id, way.text()),
        progress -> store.progress(id, progress),
        tolerant ? "" : store.notUndone(id),
        resumed,
        tolerant);
  }

  private Unit down(RevisionId id, Way way, Optional<Unit.Trail> trail) {
    return new Unit(
        "the downgrade of revision " + id,
        way.place(),
        Optional.empty(),
        Optional.of(id),
        work(way.body(), way.place()),
        elapsed ->
            forgotten(store, sources.rowsOf(id))
                + store.forgetRepeatables()
                + store.event("downgrade", id.value(), elapsed),
        trail,
        new Unit.Line(List.of(), true));
  }

  /** Returns the work of running a repeatable script. */
  Unit repeat(RepeatableScript script) {
    return new Unit(
        "repeatable script " + script.name(),
        script.path().toString(),
        Optional.empty(),
        Optional.empty(),
        new Unit.Script(script.statements()),
        elapsed ->
            store.repeated(script.name(), script.checksum().hex(), elapsed)
                + store.event("repeat", script.name(), elapsed),
        Optional.empty());
  }

  /**
   * Returns the statements that record what a revision replaces, so that a checkout that has only
   * the old files understands the database; none for most.
   */
  static String replaced(StoreSql store, Sources sources, RevisionId id, How how) {
    return replaced(store, sources, id, how, Set.of());
  }

  /** Returns them without those that are recorded already. */
  static String replaced(
      StoreSql store, Sources sources, RevisionId id, How how, Set<RevisionId> recorded) {
    List<RevisionId> replaced =
        sources.file(id).map(file -> file.revision().replaces()).orElse(List.of());
    StringBuilder sql = new StringBuilder();
    for (RevisionId each : replaced) {
      if (recorded.contains(each)) {
        continue;
      }
      StoreSql.Recorded row =
          sources
              .file(each)
              .map(Units::recorded)
              .orElseGet(() -> recorded(new Revision(each, List.of(), List.of(), List.of(), "")));
      sql.append(store.recordedBeside(row, how));
    }
    return sql.toString();
  }

  /** Returns the statement that forgets a revision, and whatever goes together with it. */
  static String forgotten(StoreSql store, Set<RevisionId> rows) {
    return rows.size() == 1 ? store.forgotten(rows.iterator().next()) : store.forgotten(rows);
  }

  /** Returns what is kept of a revision that has a file. */
  static StoreSql.Recorded recorded(MigrationFile file) {
    return new StoreSql.Recorded(
        file.revision(),
        Optional.of(file.checksum().hex()),
        Optional.of(file.digest()),
        file.downgradeText());
  }

  /** Returns what is kept of a revision that is only in the graph. */
  static StoreSql.Recorded recorded(Revision revision) {
    return new StoreSql.Recorded(revision, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private Unit.Work work(Body body, String place) {
    if (body instanceof Body.JavaClass java) {
      return new Unit.Java(java.className(), javaBodies.load(java.className(), place));
    }
    if (body instanceof Body.Sql sql) {
      return sql.options().suspendForeignKeys()
          ? ForeignKeySuspension.around(sql.statements(), store.schema())
          : new Unit.Script(sql.statements());
    }
    throw new IllegalArgumentException("nothing to run at " + place + ": " + body);
  }

  /**
   * The way back from a revision.
   *
   * @param body what to run
   * @param place where it comes from: a file, or the database
   * @param text the section as text, where it comes from a file
   */
  record Way(Body body, String place, Optional<String> text) {}
}
