package io.github.saascore.engine;

import io.github.saascore.postgres.Outcome;
import io.github.saascore.postgres.Runner;
import io.github.saascore.postgres.Skipped;
import io.github.saascore.postgres.Unit;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.script.RepeatableScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The part of an upgrade that runs under the lock: one revision after the other. */
final class UpgradeRun {
  private final Database database;
  private final Runner runner;
  private final TransactionMode mode;
  private Units units;
  private final Matching matching;
  private Guard.Agreement agreed = (revision, unit) -> unit;
  private final List<Revision> applied = new ArrayList<>();
  private final List<Revision> incomplete = new ArrayList<>();
  private final List<Revision> adopted = new ArrayList<>();
  private final List<String> repeated = new ArrayList<>();
  private final List<Skipped> skipped = new ArrayList<>();

  UpgradeRun(
      Database database, Runner runner, Sources sources, TransactionMode mode, Matching matching) {
    this.database = database;
    this.runner = runner;
    this.mode = mode;
    this.units = new Units(sources, database.store(), database.javaBodies());
    this.matching = matching;
  }

  /** Goes on with the files as the database sees them by now. */
  void see(Sources sources) {
    this.units = new Units(sources, database.store(), database.javaBodies());
  }

  List<Revision> applied() {
    return List.copyOf(applied);
  }

  List<Revision> adopted() {
    return List.copyOf(adopted);
  }

  /** Returns the revisions of which statements were left out. */
  List<Revision> incomplete() {
    return List.copyOf(incomplete);
  }

  List<String> repeated() {
    return List.copyOf(repeated);
  }

  List<Skipped> skipped() {
    return List.copyOf(skipped);
  }

  /** Matches the revisions with what exists, where there is reason to; a refusal is logged. */
  void match(DatabaseState state, List<Revision> pending) {
    try {
      matching.beforeRun(state, pending);
    } catch (SaascoreException e) {
      runner.logFailure("adopt", pending.get(0).id().value(), e.problem().text());
      throw e;
    }
  }

  /** Goes on with revisions that an earlier run left in the middle. */
  void finish(Map<Revision, Unit> unfinished) {
    FailureLog log = new FailureLog(runner, "upgrade", unfinished.size());
    unfinished.forEach(
        (revision, unit) -> {
          Outcome outcome = log.run(revision.id().value(), done(), () -> unit);
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
   * @param agreement changes units that keep something
   * @return false when nothing of them ran because others were applied meanwhile
   */
  boolean revisions(List<Revision> revisions, Guard.Agreement agreement) {
    agreed = agreement;
    runner.warnOfQueues(() -> units(revisions));
    if (mode == TransactionMode.ALL && !revisions.isEmpty()) {
      return together(revisions);
    }
    FailureLog log = new FailureLog(runner, "upgrade", revisions.size());
    for (int next = 0; next < revisions.size(); ) {
      List<Revision> rest = revisions.subList(next, revisions.size());
      List<Revision> ahead = rest.subList(0, Math.min(runner.reach(), rest.size()));
      matching.beforeStepwise(rest);
      List<Outcome> outcomes =
          log.mending(e -> matching.afterRefusal(e, rest))
              .ahead(ahead.get(0).id().value(), done(), () -> units(ahead));
      for (int i = 0; i < outcomes.size(); i++) {
        note(ahead.get(i), outcomes.get(i), revisions.size());
      }
      next += outcomes.size();
    }
    return true;
  }

  private boolean together(List<Revision> revisions) {
    Units.requireTransactional(units(revisions));
    String names = revisions.get(0).id() + ".." + revisions.get(revisions.size() - 1).id();
    List<Outcome> outcomes =
        new FailureLog(runner, "upgrade", revisions.size())
            .mending(e -> matching.afterRefusal(e, revisions))
            .together(names, () -> units(revisions));
    if (outcomes.get(0) instanceof Outcome.DoneElsewhere) {
      return false;
    }
    for (int i = 0; i < revisions.size(); i++) {
      note(revisions.get(i), outcomes.get(i), revisions.size());
    }
    return true;
  }

  /** Returns the work of applying revisions as they meet the database, and as was agreed to. */
  List<Unit> units(List<Revision> revisions) {
    return revisions.stream().map(revision -> agreed.unit(revision, planned(revision))).toList();
  }

  private Unit planned(Revision revision) {
    return matching
        .choice(revision)
        .map(choice -> units.chosen(revision.id(), choice))
        .orElseGet(() -> units.up(revision.id()).watching(matching.watch(revision)));
  }

  private int done() {
    return applied.size() + adopted.size();
  }

  private void note(Revision revision, Outcome outcome, int of) {
    if (!(outcome instanceof Outcome.Done done)) {
      database.listener().accept(new Event.DoneElsewhere(revision));
    } else if (matching.choice(revision).orElse(null) instanceof Choice.Adopt adopt) {
      adopted.add(revision);
      database.listener().accept(new Event.Adopted(revision, adopt.data(), done(), of));
    } else {
      List<Skipped> left = new ArrayList<>(done.skipped());
      if (left.isEmpty() && matching.choice(revision).orElse(null) instanceof Choice.Part part) {
        left.addAll(part.skipped());
      }
      applied.add(revision);
      skipped.addAll(left);
      if (!left.isEmpty()) {
        incomplete.add(revision);
      }
      database.listener().accept(new Event.Upgraded(revision, done.millis(), left, done(), of));
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
