package io.github.saascore.engine.drift;

import io.github.saascore.engine.Aside;
import io.github.saascore.engine.Closing;
import io.github.saascore.engine.Sources;
import io.github.saascore.engine.scratch.Order;
import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.engine.scratch.ScratchDatabase;
import io.github.saascore.revision.Revision;
import io.github.saascore.script.Body;
import io.github.saascore.script.MigrationFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The round trips of a history; a long one is walked in two databases at the same time.
 *
 * <p>In one of them the older revisions are walked. In the other these are only applied, and then
 * the newer ones are walked. That is done only where revisions keep to their database, and it only
 * serves to find that nothing is wrong: else all is walked again, one revision after the other.
 */
final class LongWalk implements AutoCloseable {
  /** From so many revisions on, a second database costs less than it saves. */
  private static final int LONG = 40;

  /** Words, in lower case, of statements that may change what all databases of a server share. */
  private static final Pattern SHARED =
      Pattern.compile(
          "role|\\buser\\b|\\sgroup\\s+(?!by\\b)|owned|tablespace|database|subscription|slot|system"
              + "|prepared?\\b|pg_terminate|dblink");

  /** One of these stands in whatever {@link #SHARED} finds. */
  private static final List<String> WORDS =
      List.of(
          "role",
          "user",
          "group",
          "owned",
          "tablespace",
          "database",
          "subscription",
          "slot",
          "system",
          "prepare",
          "pg_terminate",
          "dblink");

  private final Scratch scratch;
  private final Sources sources;
  private final KnownWays known;
  private final int shortest;
  private final List<RoundTrips> walks = new ArrayList<>();

  /** Prepares a walk: an empty scratch database is made. */
  LongWalk(Scratch scratch, Sources sources, KnownWays known) {
    this(scratch, sources, known, LONG);
  }

  /**
   * Prepares a walk.
   *
   * @param known what an earlier check has found out
   * @param shortest so many revisions are walked in two databases
   */
  LongWalk(Scratch scratch, Sources sources, KnownWays known, int shortest) {
    this.scratch = scratch;
    this.sources = sources;
    this.known = known;
    this.shortest = shortest;
    walks.add(new RoundTrips(scratch, sources, known));
  }

  /**
   * Walks through all revisions, as {@link RoundTrips#walk()} does.
   *
   * @throws io.github.saascore.revision.SaascoreException only when the scratch server lacks
   *     something or is lost
   */
  List<RoundTrip> walk() {
    List<Revision> order = Order.of(sources);
    if (order.size() < shortest || isMostlyKnown(order) || !keepsToItsDatabase()) {
      return walks.get(0).walk(order);
    }
    Optional<List<RoundTrip>> trips = inTwo(order);
    if (trips.isPresent()) {
      return trips.get();
    }
    close();
    walks.clear();
    walks.add(new RoundTrips(scratch, sources, known));
    return walks.get(0).walk(order);
  }

  /** Returns the database at the end of the walk, with all that could be applied. */
  ScratchDatabase database() {
    return walks.get(walks.size() - 1).database();
  }

  /** Returns in how many databases it was walked. */
  int databases() {
    return walks.size();
  }

  /** To apply revisions takes as long in the second database as in the first one. */
  private boolean isMostlyKnown(List<Revision> order) {
    Trail trail = known.start();
    int found = 0;
    for (Revision revision : order) {
      trail = trail.then(sources.files().get(revision.id()));
      found += known.of(trail).isPresent() ? 1 : 0;
    }
    return found * 2 > order.size();
  }

  private boolean keepsToItsDatabase() {
    return sources.files().values().stream()
        .flatMap(LongWalk::sections)
        .allMatch(
            body ->
                !(body instanceof Body.JavaClass)
                    && !(body instanceof Body.Sql sql
                        && sql.statements().stream()
                            .anyMatch(statement -> isShared(statement.sql()))));
  }

  /** A search for words is many times faster than the pattern, which most texts then never meet. */
  private static boolean isShared(String sql) {
    String lower = sql.toLowerCase(Locale.ROOT);
    return WORDS.stream().anyMatch(lower::contains) && SHARED.matcher(lower).find();
  }

  private static Stream<Body> sections(MigrationFile file) {
    return Stream.of(file.upgrade(), file.downgrade());
  }

  /** Returns nothing where something may be wrong. */
  private Optional<List<RoundTrip>> inTwo(List<Revision> order) {
    // To walk takes about three times as long as to apply.
    int middle = order.size() * 2 / 3;
    List<Revision> older = order.subList(0, middle);
    RoundTrips first = walks.get(0);
    try (Aside<List<RoundTrip>> newer =
        Aside.start("walk", () -> newer(older, order.subList(middle, order.size())))) {
      List<RoundTrip> trips = new ArrayList<>(first.walk(older));
      if (RepeatablesCheck.canDescend(trips)) {
        trips.addAll(newer.join());
      }
      return trips.size() == order.size() && RepeatablesCheck.canDescend(trips)
          ? Optional.of(trips)
          : Optional.empty();
    }
  }

  /** Makes the second database, while the other one is walked in. */
  private List<RoundTrip> newer(List<Revision> older, List<Revision> newer) {
    RoundTrips walk = new RoundTrips(scratch, sources, known);
    walks.add(walk);
    return walk.climb(older) ? walk.walk(newer) : List.of();
  }

  @Override
  public void close() {
    Closing.all(walks);
  }
}
