package io.github.saascore.engine;

import io.github.saascore.postgres.Outcome;
import io.github.saascore.postgres.Runner;
import io.github.saascore.postgres.Skipped;
import io.github.saascore.postgres.Unit;
import io.github.saascore.revision.Revision;
import io.github.saascore.script.RepeatableScript;
import java.util.ArrayList;
import java.util.List;

/** The part of an upgrade that runs under the lock: one revision after the other. */
final class UpgradeRun {
  private final Database database;
  private final Runner runner;
  private final TransactionMode mode;
  private final Units units;
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

  /** Applies the revisions, in one transaction each or in one for all. */
  void revisions(List<Revision> revisions) {
    if (mode == TransactionMode.ALL && !revisions.isEmpty()) {
      together(revisions);
      return;
    }
    FailureLog log = new FailureLog(runner, "upgrade", revisions.size());
    for (Revision revision : revisions) {
      Outcome outcome =
          log.watch(
              revision.id().value(), applied.size(), () -> runner.run(units.up(revision.id())));
      note(revision, outcome, revisions.size());
    }
  }

  private void together(List<Revision> revisions) {
    List<Unit> all = revisions.stream().map(revision -> units.up(revision.id())).toList();
    Units.requireTransactional(all);
    String names = revisions.get(0).id() + ".." + revisions.get(revisions.size() - 1).id();
    List<Outcome> outcomes =
        new FailureLog(runner, "upgrade", revisions.size())
            .watch(names, 0, () -> runner.together(all));
    for (int i = 0; i < revisions.size(); i++) {
      note(revisions.get(i), outcomes.get(i), revisions.size());
    }
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
      Outcome outcome =
          log.watch(script.name(), repeated.size(), () -> runner.run(units.repeat(script)));
      if (outcome instanceof Outcome.Done done) {
        repeated.add(script.name());
        skipped.addAll(done.skipped());
        database.listener().accept(new Event.Repeated(script.name(), done.millis()));
      }
    }
  }
}
