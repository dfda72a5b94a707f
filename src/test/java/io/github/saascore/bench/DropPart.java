package io.github.saascore.bench;

import io.github.saascore.bench.Contender.Work;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Measures dropping everything of one set of tables. */
final class DropPart {
  /** From this size on Flyway and Liquibase fail or take minutes; one try each shows it. */
  private static final int TOO_MANY = 1000;

  private final Bench bench;
  private final int size;

  DropPart(Bench bench, int size) {
    this.bench = bench;
    this.size = size;
  }

  void run() {
    Place template = bench.server().fresh();
    fill(template);
    Map<Contender, Path> projects = new HashMap<>();
    bench.contenders().forEach(one -> projects.put(one, bench.project("drop" + size, one)));
    for (Contender contender : bench.contenders()) {
      contender.write(projects.get(contender), RevisionSet.first(1).migrations());
    }
    for (int round = 0; round < bench.options().pairs(); round++) {
      for (Contender contender : bench.contenders(round)) {
        boolean quick =
            !(contender instanceof FlywayPlugin || contender instanceof LiquibasePlugin);
        boolean measured = quick || size < TOO_MANY || (round == 0 && size == TOO_MANY);
        if (measured) {
          Place place = bench.server().copyOf(template);
          bench.measure(
              Work.DROP.words(), size, contender, Work.DROP, projects.get(contender), place);
          bench.server().drop(place);
        }
      }
    }
    bench.server().drop(template);
  }

  private void fill(Place place) {
    StringBuilder script = new StringBuilder();
    List<RevisionSet.Migration> all = RevisionSet.first(size).migrations();
    for (RevisionSet.Migration migration : all) {
      script.append(migration.up());
      if (migration.number() % 100 == 0 || migration.number() == size) {
        bench.server().executeAs(place, script.toString());
        script.setLength(0);
      }
    }
  }
}
