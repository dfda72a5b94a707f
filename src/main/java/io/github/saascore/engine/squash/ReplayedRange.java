package io.github.saascore.engine.squash;

import io.github.saascore.engine.Sources;
import io.github.saascore.engine.scratch.Order;
import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.engine.scratch.ScratchDatabase;
import io.github.saascore.engine.seed.Moving;
import io.github.saascore.engine.seed.SeedReader;
import io.github.saascore.engine.seed.Seeds;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.Squash;
import io.github.saascore.revision.Target;
import io.github.saascore.schema.Snapshot;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the revisions of a range make of an empty database.
 *
 * @param below the revisions outside of the range that it depends on, in their order
 * @param before the schema that those make
 * @param after the schema that those and the range make
 * @param seedsBefore the rows before
 * @param seedsAfter the rows after
 * @param moving the columns that another run fills otherwise
 */
record ReplayedRange(
    List<Revision> below,
    Snapshot before,
    Snapshot after,
    Seeds seedsBefore,
    Seeds seedsAfter,
    Moving moving) {

  /**
   * Runs the range, and once more where it leaves rows, to see which of them stay the same.
   *
   * @throws io.github.saascore.revision.SaascoreException as an upgrade would end
   */
  static ReplayedRange of(Scratch scratch, Sources sources, Squash squash) {
    Set<RevisionId> replaced =
        squash.replaced().stream().map(Revision::id).collect(Collectors.toSet());
    Target newest = Target.parse(squash.newest().id().value());
    List<Revision> order = Order.upTo(sources, List.of(newest));
    List<Revision> below = order.stream().filter(each -> !replaced.contains(each.id())).toList();
    List<Revision> range = order.stream().filter(each -> replaced.contains(each.id())).toList();
    Snapshot before;
    Snapshot after;
    Seeds seedsBefore;
    Seeds seeds;
    try (ScratchDatabase database = scratch.open()) {
      database.up(sources, below);
      before = database.snapshot();
      seedsBefore = SeedReader.read(database.database().session());
      database.up(sources, range);
      after = database.snapshot();
      seeds = SeedReader.read(database.database().session());
    }
    if (seeds.isEmpty()) {
      return new ReplayedRange(below, before, after, seedsBefore, seeds, Moving.nothing());
    }
    try (ScratchDatabase database = scratch.open()) {
      database.up(sources, below);
      database.up(sources, range);
      Seeds again = SeedReader.read(database.database().session());
      Moving moving = Moving.between(seeds, again).andToday(seeds);
      return new ReplayedRange(below, before, after, seedsBefore, seeds, moving);
    }
  }
}
