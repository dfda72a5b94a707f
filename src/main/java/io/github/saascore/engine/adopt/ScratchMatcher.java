package io.github.saascore.engine.adopt;

import io.github.saascore.engine.Adoption;
import io.github.saascore.engine.Database;
import io.github.saascore.engine.Matcher;
import io.github.saascore.engine.Sources;
import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.engine.scratch.ScratchDatabase;
import io.github.saascore.engine.scratch.ScratchSource;
import io.github.saascore.revision.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Learns in a scratch database what revisions make, and finds it in the user's. */
public final class ScratchMatcher implements Matcher {
  private final ScratchSource source;

  /** Makes a matcher that opens its scratch database only when it is asked. */
  public ScratchMatcher(ScratchSource source) {
    this.source = source;
  }

  @Override
  public Adoption match(
      Database database, Sources sources, List<Revision> applied, List<Revision> pending) {
    return source.lend(
        scratch -> {
          Replayed replayed = replay(scratch, sources, applied, pending);
          return new Match(database, sources, applied, replayed, scratch).adoption();
        });
  }

  @Override
  public List<String> differences(
      Database database, Sources sources, List<Revision> applied, List<Revision> of) {
    List<Revision> first = new ArrayList<>(applied);
    first.removeIf(
        revision -> !of.isEmpty() && applied.indexOf(revision) >= applied.indexOf(of.get(0)));
    List<Revision> rest = applied.subList(first.size(), applied.size());
    return source.lend(
        scratch -> {
          Replayed replayed = replay(scratch, sources, first, rest);
          Found found = Found.read(database, replayed.timeline());
          return differences(replayed, found, of);
        });
  }

  private static List<String> differences(Replayed replayed, Found found, List<Revision> of) {
    Timeline timeline = replayed.timeline();
    long now = Replayed.moment(replayed.pending().size() - 1);
    Comparer comparer = new Comparer(timeline, found);
    Set<String> lines = new TreeSet<>();
    for (int i = 0; i < replayed.pending().size(); i++) {
      if (of.contains(replayed.pending().get(i))) {
        timeline.changedAt(Replayed.moment(i)).stream()
            .filter(each -> !Definition.same(timeline.at(each, now), found.find(each)))
            .forEach(each -> lines.add(Lines.of(each, found.find(each), timeline.at(each, now))));
        lines.addAll(comparer.extras(Replayed.moment(i)));
      }
    }
    return List.copyOf(lines);
  }

  private static Replayed replay(
      Scratch scratch, Sources sources, List<Revision> applied, List<Revision> pending) {
    try (ScratchDatabase replay = scratch.open()) {
      return Replayed.of(replay, sources, applied, pending);
    }
  }
}
