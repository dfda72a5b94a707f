package io.github.saascore.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures <code>check</code>: 100 revisions replayed and linted, on an embedded scratch server
 * that each run starts and stops; once with the ways back known from the run before, and once with
 * each revision undone and compared anew.
 */
final class CheckPart {
  static final String CHECK = "check";
  static final String ANEW = "check, all tried anew";
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
    // The first run fetches the embedded server where it is not in the local repository yet, and
    // leaves the ways back for the next ones.
    if (bench.run(own.name(), project, List.of("mvn", "-B", "-q", "saascore:check")).failed()) {
      throw new IllegalStateException("check does not run; see above");
    }
    for (int round = 0; round < bench.options().pairs(); round++) {
      add(own, CHECK, run(own, project, "saascore:check"));
      Figures floor = run(empty, nothing, "saascore:upgrade", "-Dsaascore.skip=true");
      add(empty, CHECK, floor);
      add(own, ANEW, run(own, project, "saascore:check", "-Dsaascore.cache=false"));
      add(empty, ANEW, floor);
    }
  }

  private Figures run(Contender contender, Path project, String... goal) {
    List<String> command = new ArrayList<>(List.of("mvn", "-B", "-o", "-q"));
    command.addAll(List.of(goal));
    return bench.run(contender.name(), project, command);
  }

  private void add(Contender contender, String work, Figures figures) {
    bench.results().add(work, SIZE, contender.name(), figures);
  }
}
