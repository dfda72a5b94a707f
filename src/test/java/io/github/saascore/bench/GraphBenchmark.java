package io.github.saascore.bench;

import io.github.saascore.revision.Applied;
import io.github.saascore.revision.Plan;
import io.github.saascore.revision.Planner;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionGraph;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.Target;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures the processor time of building a graph and planning an upgrade of everything: 5,000
 * revisions in a line, 600 diamonds in a row, 1,000 branches of five from one revision.
 *
 * <p>Run with {@code mvn -q test-compile} and {@code java -cp target/classes:target/test-classes
 * io.github.saascore.bench.GraphBenchmark}.
 */
public final class GraphBenchmark {
  private static final int ROUNDS = 30;

  private GraphBenchmark() {}

  /** Prints the first and the best time of each graph. */
  public static void main(String[] arguments) {
    measure("line of 5,000", line(5_000));
    measure("600 diamonds", diamonds(600));
    measure("1,000 branches of 5", fan(1_000, 5));
  }

  private static void measure(String name, List<Revision> revisions) {
    long cold = planned(revisions);
    long warm = Long.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) {
      warm = Math.min(warm, planned(revisions));
    }
    System.out.printf(
        "%-20s %5d revisions: cold %6.1f ms CPU, warm %6.1f ms CPU%n",
        name, revisions.size(), cold / 1e6, warm / 1e6);
  }

  private static long planned(List<Revision> revisions) {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    RevisionGraph graph = RevisionGraph.of(revisions);
    Plan plan = new Planner(graph).upgrade(Applied.none(), List.of(Target.parse("heads")));
    long time = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
    if (plan.steps().size() != revisions.size()) {
      throw new IllegalStateException("planned " + plan.steps().size() + " steps");
    }
    return time;
  }

  private static List<Revision> line(int length) {
    List<Revision> revisions = new ArrayList<>();
    revisions.add(revision("r0"));
    for (int i = 1; i < length; i++) {
      revisions.add(revision("r" + i, "r" + (i - 1)));
    }
    return revisions;
  }

  private static List<Revision> diamonds(int count) {
    List<Revision> revisions = new ArrayList<>();
    revisions.add(revision("m0"));
    for (int i = 1; i <= count; i++) {
      revisions.add(revision("a" + i, "m" + (i - 1)));
      revisions.add(revision("b" + i, "m" + (i - 1)));
      revisions.add(revision("m" + i, "a" + i, "b" + i));
    }
    return revisions;
  }

  private static List<Revision> fan(int branches, int length) {
    List<Revision> revisions = new ArrayList<>();
    revisions.add(revision("root"));
    for (int i = 0; i < branches; i++) {
      for (int j = 0; j < length; j++) {
        revisions.add(revision("f" + i + "." + j, j == 0 ? "root" : "f" + i + "." + (j - 1)));
      }
    }
    return revisions;
  }

  private static Revision revision(String id, String... parents) {
    return new Revision(
        RevisionId.of(id),
        List.of(parents).stream().map(RevisionId::of).toList(),
        List.of(),
        List.of(),
        "");
  }
}
