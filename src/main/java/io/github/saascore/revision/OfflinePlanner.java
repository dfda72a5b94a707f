package io.github.saascore.revision;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Makes plans from a range {@code from:to} alone, for scripts that run without us. */
public final class OfflinePlanner {
  private final RevisionGraph graph;

  /** Makes a planner for one graph. */
  public OfflinePlanner(RevisionGraph graph) {
    this.graph = graph;
  }

  /**
   * Plans from one place to another as if a database stood at the first. An upgrade and a stamp may
   * name the destination alone, and then begin at base.
   *
   * @param verb UPGRADE, DOWNGRADE or STAMP
   * @param text what the user typed: {@code from:to}, {@code :to}, {@code to}
   * @param purge whether a stamp was asked to forget all rows first
   * @throws SaascoreException RANGE_REQUIRED, PURGE_OFFLINE, and all that the plan throws online
   */
  public Plan plan(Verb verb, String text, boolean purge) {
    if (purge) {
      throw Problem.of(Code.PURGE_OFFLINE, "purge needs a database")
          .because("Without one, nobody knows which rows there are to forget.")
          .hint("leave out either -Dsaascore.purge or -Dsaascore.offline")
          .asException();
    }
    Range range = range(verb, text);
    Target to = range.to().orElseThrow(() -> rangeRequired(verb, text));
    Applied before = range.from().map(this::standingAt).orElseGet(Applied::none);
    Planner planner = new Planner(graph);
    return switch (verb) {
      case UPGRADE -> planner.upgrade(before, List.of(to));
      case DOWNGRADE -> planner.downgrade(before, to);
      case STAMP -> planner.stamp(before, List.of(to), false);
      case MERGE, REVISION, SQUASH, SHOW, HISTORY ->
          throw new IllegalArgumentException(verb.goal() + " has no plan");
    };
  }

  /**
   * Returns what such a range names.
   *
   * @throws SaascoreException RANGE_REQUIRED, BAD_TARGET
   */
  public static List<Target> targets(Verb verb, String text) {
    return range(verb, text).ends();
  }

  private static Range range(Verb verb, String text) {
    if (text.indexOf(':') < 0 && verb != Verb.DOWNGRADE) {
      return new Range(Optional.empty(), Optional.of(Target.parse(text)));
    }
    Range range = Target.parseRange(text);
    if (verb == Verb.DOWNGRADE && range.from().isEmpty()) {
      throw rangeRequired(verb, text);
    }
    return range;
  }

  private Applied standingAt(Target from) {
    List<RevisionId> tips;
    if (from instanceof Target.Relative relative) {
      tips = ids(new Walk(graph, Verb.UPGRADE).from(relative, Applied.none()));
    } else {
      TargetResolver resolver = new TargetResolver(graph);
      tips = ids(resolver.many((Target.Absolute) from, Verb.UPGRADE));
    }
    return Applied.ofTips(graph, tips);
  }

  private List<RevisionId> ids(int... places) {
    return Arrays.stream(places)
        .filter(place -> place != TargetResolver.BASE)
        .mapToObj(place -> graph.at(place).id())
        .toList();
  }

  private static SaascoreException rangeRequired(Verb verb, String text) {
    return Problem.of(
            Code.RANGE_REQUIRED, "an offline " + verb.goal() + " needs from:to, not '" + text + "'")
        .hint("name where the database stands and where it should go, for example head:base")
        .asException();
  }
}
