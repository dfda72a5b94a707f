package io.github.saascore.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures <code>check</code>: 100 revisions replayed, each undone and compared, linted, on an
 * embedded scratch server that each run starts and stops.
 */
final class CheckPart {
  static final String CHECK = "check";
  static final int SIZE = 100;

  private final Bench bench;

  CheckPart(Bench bench) {
    this.bench = bench;
  }

  void run() {
    Contender own = bench.contenders().get(0);
    Contender empty = bench.contenders().get(1);
    Path project = bench.project("check", own);
    own.write(project, RevisionSet.first(SIZE).migrations());
    Path nothing = bench.project("check", empty);
    // The first run fetches the embedded server where it is not in the local repository yet.
    if (bench.run(own.name(), project, List.of("mvn", "-B", "-q", "saascore:check")).failed()) {
      throw new IllegalStateException("check does not run; see above");
    }
    for (int round = 0; round < bench.options().pairs(); round++) {
      measure(own, project, List.of("saascore:check"));
      measure(empty, nothing, List.of("saascore:upgrade", "-Dsaascore.skip=true"));
    }
  }

  private void measure(Contender contender, Path project, List<String> goal) {
    List<String> command = new ArrayList<>(List.of("mvn", "-B", "-o", "-q"));
    command.addAll(goal);
    bench
        .results()
        .add(CHECK, SIZE, contender.name(), bench.run(contender.name(), project, command));
  }
}
