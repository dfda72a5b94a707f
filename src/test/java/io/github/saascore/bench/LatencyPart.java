package io.github.saascore.bench;

import io.github.saascore.bench.Contender.Work;
import java.nio.file.Path;
import java.time.Duration;

/** Measures 100 revisions over a network with 20 ms more to a round trip. */
final class LatencyPart {
  static final int SIZE = 100;
  static final String SUFFIX = ", 20 ms";
  private static final Duration ONE_WAY = Duration.ofMillis(10);

  private final Bench bench;

  LatencyPart(Bench bench) {
    this.bench = bench;
  }

  void run() {
    for (int round = 0; round < bench.options().pairs(); round++) {
      for (Contender contender : bench.contenders(round, LiquibasePlugin.class::isInstance)) {
        Path project = bench.project("latency", contender);
        contender.write(project, RevisionSet.first(SIZE).migrations());
        Place place = bench.server().fresh();
        for (Work work : new Work[] {Work.FIRST, Work.NOTHING}) {
          bench.measureTrips(work.words() + SUFFIX, SIZE, contender, work, project, place, ONE_WAY);
        }
        bench.server().drop(place);
      }
    }
  }
}
