package io.github.saascore.bench;

import java.util.Locale;
import java.util.Optional;

/** What the project aims at, beside what was measured; nothing fails where an aim is missed. */
final class Aims {
  private static final double DROP_PSQL = 1.2;

  private final Results results;
  private final StringBuilder text =
      new StringBuilder("| aim | at most | measured |\n| --- | ---: | ---: |\n");

  Aims(Results results) {
    this.results = results;
  }

  /** Returns the table of those aims of which enough was measured. */
  String table() {
    String first = Contender.Work.FIRST.words();
    String nothing = Contender.Work.NOTHING.words();
    String flyway = FlywayPlugin.NAME;
    line("first upgrade, 1,000: CPU ÷ Flyway", 0.27, cpu(first, 1000));
    line("first upgrade, 1,000: wall ÷ Flyway", 0.55, wall(first, 1000, flyway));
    String far = first + LatencyPart.SUFFIX;
    line("first upgrade, 100, 20 ms: round trips a revision", 1.1, tripsEach(far));
    line("first upgrade, 100, 20 ms: wall ÷ Flyway", 0.06, wall(far, LatencyPart.SIZE, flyway));
    line("nothing to do, 5,000: wall ÷ Flyway", 0.5, wall(nothing, 5000, flyway));
    line("nothing to do, 5,000: round trips", 6, trips(nothing + ", counted", 5000));
    line("nothing to do, 5,000: CPU over the empty goal, s", 0.7, cpuOverEmpty(nothing, 5000));
    line("50 MB of INSERTs: peak MB", 250, own(DataPart.INSERTS, 50).map(Figures::peak));
    line("50 MB of INSERTs: wall ÷ psql -1", 0.35, wall(DataPart.INSERTS, 50, Psql.NAME));
    line(
        "200,000 rows by COPY: wall over the empty goal ÷ psql",
        2,
        results.ratioOverEmptyGoal(
            DataPart.COPY, DataPart.COPY_THOUSANDS, Psql.NAME, Figures::wall));
    line(
        "drop 5,000 tables: wall over the empty goal ÷ psql in batches",
        DROP_PSQL,
        results.ratioOverEmptyGoal(Contender.Work.DROP.words(), 5000, Psql.NAME, Figures::wall));
    line(
        "one pending on 5,000: wall ÷ Flyway",
        0.55,
        wall(Contender.Work.PENDING.words(), 5000, flyway));
    line(
        "history of 5,000: wall ÷ Flyway",
        0.55,
        wall(Contender.Work.HISTORY.words(), 5000, flyway));
    line("CPU a revision over the empty goal, 5,000 ÷ 100", 1, growth(first));
    line(
        "5,000 tables read: wall ÷ bare queries",
        1.5,
        wall(SnapshotPart.READ, 5000, SnapshotPart.BARE));
    line(
        "check, 100 revisions: wall over the empty goal, s",
        3,
        results.overEmptyGoal(CheckPart.CHECK, CheckPart.SIZE, Figures::wall));
    line(
        "the same, all tried anew",
        3,
        results.overEmptyGoal(CheckPart.ANEW, CheckPart.SIZE, Figures::wall));
    return text.toString();
  }

  private void line(String aim, double most, Optional<Double> measured) {
    measured.ifPresent(
        value ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "| %s | %s | %.2f%s |%n",
                    aim,
                    most == Math.rint(most) ? "" + (int) most : "" + most,
                    value,
                    value <= most ? "" : " (missed)")));
  }

  private Optional<Double> cpu(String work, int set) {
    return results.ratio(work, set, FlywayPlugin.NAME, Figures::cpu);
  }

  private Optional<Double> wall(String work, int set, String peer) {
    return results.ratio(work, set, peer, Figures::wall);
  }

  private Optional<Figures> own(String work, int set) {
    return results.median(work, set, OwnPlugin.NAME);
  }

  private Optional<Double> trips(String work, int set) {
    return own(work, set).map(figures -> (double) figures.trips().orElse(0));
  }

  private Optional<Double> tripsEach(String work) {
    return trips(work, LatencyPart.SIZE).map(trips -> trips / LatencyPart.SIZE);
  }

  private Optional<Double> cpuOverEmpty(String work, int set) {
    return results.overEmptyGoal(work, set, Figures::cpu);
  }

  private Optional<Double> growth(String work) {
    return cpuOverEmpty(work, 5000)
        .flatMap(large -> cpuOverEmpty(work, 100).map(small -> (large / 5000) / (small / 100)));
  }
}
