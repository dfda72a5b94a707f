package io.github.saascore.bench;

import io.github.saascore.bench.Contender.Work;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Measures first upgrade, nothing to do, one pending and history of one set. */
final class RevisionsPart {
  /** From this size on Liquibase takes too long for many rounds. */
  private static final int LARGE = 1000;

  /** From this size on a first upgrade takes every peer but psql a minute and more. */
  private static final int LONG = 5000;

  private static final int TRIPS_UP_TO = 100;

  private final Bench bench;
  private final int size;
  private final Map<Contender, Path> projects = new HashMap<>();
  private final Map<Contender, Place> places = new HashMap<>();

  RevisionsPart(Bench bench, int size) {
    this.bench = bench;
    this.size = size;
  }

  void run() {
    List<RevisionSet.Migration> set = RevisionSet.first(size).migrations();
    for (Contender contender : bench.contenders()) {
      Path project = bench.project("set" + size, contender);
      contender.write(project, set);
      projects.put(contender, project);
    }
    first();
    nothing();
    history();
    pending();
    places.values().forEach(bench.server()::drop);
  }

  private void first() {
    for (int round = 0; round < bench.options().pairs(); round++) {
      for (Contender contender : bench.contenders(round, this::isSlowAtFirst)) {
        Place place = bench.server().fresh();
        bench.measure(
            Work.FIRST.words(), size, contender, Work.FIRST, projects.get(contender), place);
        Place before = places.put(contender, place);
        if (before != null) {
          bench.server().drop(before);
        }
      }
    }
    if (size <= TRIPS_UP_TO) {
      for (Contender contender : bench.contenders()) {
        trips(Work.FIRST, contender, bench.server().fresh());
      }
    }
  }

  private void nothing() {
    repeat(Work.NOTHING);
    for (Contender contender : bench.contenders()) {
      trips(Work.NOTHING, contender, places.get(contender));
    }
  }

  private void history() {
    repeat(Work.HISTORY);
  }

  private void repeat(Work work) {
    for (int round = 0; round < bench.options().pairs(); round++) {
      for (Contender contender : bench.contenders(round, this::isSlow)) {
        bench.measure(
            work.words(), size, contender, work, projects.get(contender), places.get(contender));
      }
    }
  }

  private void pending() {
    for (int round = 0; round < bench.options().pairs(); round++) {
      RevisionSet next = new RevisionSet(size + round + 1, size + round + 1);
      for (Contender contender : bench.contenders(round, this::isSlow)) {
        Path project = projects.get(contender);
        contender.write(project, next.migrations());
        bench.measure(
            Work.PENDING.words(), size, contender, Work.PENDING, project, places.get(contender));
      }
    }
  }

  private boolean isSlowAtFirst(Contender contender) {
    boolean peer = contender instanceof FlywayPlugin || contender instanceof LiquibasePlugin;
    return isSlow(contender) || (size >= LONG && peer);
  }

  private boolean isSlow(Contender contender) {
    return size >= LARGE && contender instanceof LiquibasePlugin;
  }

  /** The relay costs time of its own, so these runs are a row of their own. */
  private void trips(Work work, Contender contender, Place place) {
    bench.measureTrips(
        work.words() + ", counted",
        size,
        contender,
        work,
        projects.get(contender),
        place,
        Duration.ZERO);
  }
}
