package io.github.saascore.engine;

import io.github.saascore.postgres.Outcome;
import io.github.saascore.postgres.Runner;
import io.github.saascore.postgres.Skipped;
import io.github.saascore.postgres.Unit;
import io.github.saascore.revision.Revision;
import io.github.saascore.script.RepeatableScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The part of an upgrade that runs under the lock: one revision after the other. */
final class UpgradeRun {
  private final Database database;
  private final Runner runner;
  private final TransactionMode mode;
  private final Units units;
  private Map<Revision, Unit> agreed = Map.of();
  private final List<Revision> applied = new ArrayList<>();
  private final List<String> repeated = new ArrayList<>();
  private final List<Skipped> skipped = new ArrayList<>();

  UpgradeRun(Database database, Runner runner, Sources sources, TransactionMode mode) {
    this.database = database;
    this.runner = runner;
    this.mode = mode;
    this.units = new Units(sources, database.store(), database.javaBodies());
  }

  List<Revision> applied() {
    return List.copyOf(applied);
  }

  List<String> repeated() {
    return List.copyOf(repeated);
  }

  List<Skipped> skipped() {
    return List.copyOf(skipped);
  }

  /** Goes on with revisions that an earlier run left in the middle. */
  void finish(Map<Revision, Unit> unfinished) {
    FailureLog log = new FailureLog(runner, "upgrade", unfinished.size());
    unfinished.forEach(
        (revision, unit) -> {
          Outcome outcome = log.run(revision.id().value(), applied.size(), () -> unit);
          if (Recovery.isUpgrade(unit)) {
            note(revision, outcome, unfinished.size());
          } else if (outcome instanceof Outcome.Done done) {
            skipped.addAll(done.skipped());
            database.listener().accept(new Event.Downgraded(revision, done.millis(), 1, 1));
          }
        });
  }

  /**
   * Applies the revisions, in one transaction each or in one for all.
   *
   * @param agreedUnits units to run in place of those that the files make
   * @return false when nothing of them ran because others were applied meanwhile
   */
  boolean revisions(List<Revision> revisions, Map<Revision, Unit> agreedUnits) {
    agreed = agreedUnits;
    runner.warnOfQueues(() -> revisions.stream().map(this::unit).toList());
    if (mode == TransactionMode.ALL && !revisions.isEmpty()) {
      return together(revisions);
    }
    FailureLog log = new FailureLog(runner, "upgrade", revisions.size());
    for (int next = 0; next < revisions.size(); ) {
      List<Revision> ahead =
          revisions.subList(next, Math.min(next + runner.reach(), revisions.size()));
      List<Outcome> outcomes =
          log.ahead(
              ahead.get(0).id().value(),
              applied.size(),
              () -> ahead.stream().map(this::unit).toList());
      for (int i = 0; i < outcomes.size(); i++) {
        note(ahead.get(i), outcomes.get(i), revisions.size());
      }
      next += outcomes.size();
    }
    return true;
  }

  private Unit unit(Revision revision) {
    return agreed.containsKey(revision) ? agreed.get(revision) : units.up(revision.id());
  }

  private boolean together(List<Revision> revisions) {
    List<Unit> all = revisions.stream().map(this::unit).toList();
    Units.requireTransactional(all);
    String names = revisions.get(0).id() + ".." + revisions.get(revisions.size() - 1).id();
    List<Outcome> outcomes =
        new FailureLog(runner, "upgrade", revisions.size()).together(names, all);
    if (outcomes.get(0) instanceof Outcome.DoneElsewhere) {
      return false;
    }
    for (int i = 0; i < revisions.size(); i++) {
      note(revisions.get(i), outcomes.get(i), revisions.size());
    }
    return true;
  }

  private void note(Revision revision, Outcome outcome, int of) {
    if (outcome instanceof Outcome.Done done) {
      applied.add(revision);
      skipped.addAll(done.skipped());
      database
          .listener()
          .accept(new Event.Upgraded(revision, done.millis(), done.skipped(), applied.size(), of));
    } else {
      database.listener().accept(new Event.DoneElsewhere(revision));
    }
  }

  /** Runs the repeatable scripts, each in a transaction of its own. */
  void repeatables(List<RepeatableScript> scripts) {
    FailureLog log = new FailureLog(runner, "repeat", scripts.size());
    for (RepeatableScript script : scripts) {
      Outcome outcome = log.run(script.name(), repeated.size(), () -> units.repeat(script));
      if (outcome instanceof Outcome.Done done) {
        repeated.add(script.name());
        skipped.addAll(done.skipped());
        database.listener().accept(new Event.Repeated(script.name(), done.millis()));
      }
    }
  }
}
