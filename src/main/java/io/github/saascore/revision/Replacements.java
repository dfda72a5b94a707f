package io.github.saascore.revision;

import io.github.saascore.revision.Replacement.Extent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Revisions that do the work of others, and how one history looks with and without them.
 *
 * <p>The rules are Django's: a replacement counts as applied when it is, or when all that it
 * replaces is; it takes the place of those in a database that has all or none of them; in one that
 * has some, they stay, and it is left out until the rest is applied.
 */
public final class Replacements {
  private final List<Revision> all;
  private final List<Replacement> replacements;
  private final IntFunction<Optional<String>> place;
  private final Set<RevisionId> ids;
  private final RevisionGraph graph;

  private Replacements(
      List<Revision> all, List<Replacement> replacements, IntFunction<Optional<String>> place) {
    this.all = all;
    this.replacements = replacements;
    this.place = place;
    this.ids = all.stream().map(Revision::id).collect(Collectors.toSet());
    this.graph = graph(Set.of());
  }

  private Replacements(RevisionGraph graph) {
    this.all = graph.all();
    this.replacements = List.of();
    this.place = number -> Optional.empty();
    this.ids = all.stream().map(Revision::id).collect(Collectors.toSet());
    this.graph = graph;
  }

  /** Returns the view of a history in which nothing is replaced. */
  public static Replacements none(RevisionGraph graph) {
    return new Replacements(graph);
  }

  /**
   * Reads what replaces what, and checks it.
   *
   * @param inFileOrder the revisions of all files, ordered by file name
   * @param place tells the place, for example a file, of the revision at a position of the list
   * @throws SaascoreException with every problem: those of {@link RevisionGraph#of}, or
   *     BAD_REPLACES
   */
  public static Replacements of(List<Revision> inFileOrder, IntFunction<Optional<String>> place) {
    if (inFileOrder.stream().noneMatch(Revision::isReplacement)) {
      return new Replacements(RevisionGraph.of(inFileOrder, place));
    }
    List<Replacement> replacements = new ReplacementReader(inFileOrder, place).read();
    return new Replacements(List.copyOf(inFileOrder), replacements, place);
  }

  /** Returns the revisions of all files, ordered by file name. */
  public List<Revision> files() {
    return all;
  }

  /** Returns the graph for a database that has nothing: all replacements are in use. */
  public RevisionGraph graph() {
    return graph;
  }

  /**
   * What a database has of a history that may be another one than ours.
   *
   * @param rows the recorded revisions, each with what it replaced when it was recorded
   * @param unfinished those that were left in the middle
   */
  public record Recorded(Map<RevisionId, List<RevisionId>> rows, Set<RevisionId> unfinished) {
    /** What a database has that no revision was applied to. */
    public static final Recorded NOTHING = new Recorded(Map.of(), Set.of());

    boolean has(RevisionId id) {
      return rows.containsKey(id);
    }

    boolean hasAll(Collection<RevisionId> ids) {
      return rows.keySet().containsAll(ids);
    }

    private boolean isSimple() {
      return rows.values().stream().allMatch(List::isEmpty);
    }
  }

  /**
   * One database's view: where it has something to do with it, either a replacement is there or
   * what it replaces, never both.
   *
   * @param graph the revisions of the files that are seen
   * @param applied what is applied, without rows that others say it all for
   * @param implied the replacements that count as applied and have no row of their own yet
   * @param companions for a revision, those whose rows go when its own does
   * @param instead for a revision of the files that is not seen, the one that is seen instead
   */
  public record View(
      RevisionGraph graph,
      Applied applied,
      List<Revision> implied,
      Map<RevisionId, Set<RevisionId>> companions,
      Map<RevisionId, RevisionId> instead) {

    /** Returns the view of a history in which nothing is replaced, on a database without rows. */
    public static View of(RevisionGraph graph) {
      return new View(graph, Applied.none(), List.of(), Map.of(), Map.of());
    }
  }

  /**
   * Returns the view of a database.
   *
   * @param named the targets of the run; a replacement is left out where they name something that
   *     it replaces
   */
  public View view(Recorded recorded, Collection<Target> named) {
    if (replacements.isEmpty() && recorded.isSimple()) {
      return new View(graph, new Applied(recorded.rows().keySet()), List.of(), Map.of(), Map.of());
    }
    Set<RevisionId> unused = new HashSet<>();
    List<Revision> implied = new ArrayList<>();
    Set<RevisionId> applied = new LinkedHashSet<>(recorded.rows().keySet());
    for (Replacement replacement : replacements) {
      Extent extent = replacement.in(recorded);
      boolean partly = extent == Extent.SOME;
      if (replacement.tip().isPresent() && (partly || isNamedApart(replacement, recorded, named))) {
        unused.add(replacement.id());
        applied.remove(replacement.id());
      } else if (!partly) {
        replacement.revision().replaces().forEach(applied::remove);
        if (extent == Extent.ALL && applied.add(replacement.id())) {
          implied.add(replacement.revision());
        }
      }
    }
    recorded.rows().forEach((id, replaced) -> hide(id, replaced, recorded, unused, applied));
    RevisionGraph seen = unused.isEmpty() ? graph : graph(unused);
    return new View(
        seen,
        new Applied(applied),
        implied,
        new Companions(this, recorded).all(),
        new Rewiring(all, replacements, unused).instead());
  }

  /** Takes out what the database itself says another row stands for. */
  private void hide(
      RevisionId id,
      List<RevisionId> replaced,
      Recorded recorded,
      Set<RevisionId> unused,
      Set<RevisionId> applied) {
    if (replaced.isEmpty() || unused.contains(id)) {
      return;
    }
    boolean known = isFile(id);
    if (!known && recorded.hasAll(replaced) && replaced.stream().anyMatch(this::isFile)) {
      applied.remove(id);
    } else {
      replaced.stream().filter(each -> !isFile(each)).forEach(applied::remove);
    }
  }

  private boolean isFile(RevisionId id) {
    return ids.contains(id);
  }

  /** Returns what each revision replaces, for those that do. */
  Map<RevisionId, List<RevisionId>> replaced() {
    Map<RevisionId, List<RevisionId>> replaced = new LinkedHashMap<>();
    replacements.forEach(each -> replaced.put(each.id(), each.revision().replaces()));
    return replaced;
  }

  /** Tells whether a target means something that was replaced, and that is still there to go to. */
  private boolean isNamedApart(
      Replacement replacement, Recorded recorded, Collection<Target> named) {
    boolean recordedApart =
        !recorded.has(replacement.id()) || recorded.hasAll(replacement.revision().replaces());
    return recordedApart
        && named.stream()
            .flatMap(target -> target.names().stream())
            .anyMatch(name -> means(name, replacement));
  }

  private boolean means(String name, Replacement replacement) {
    boolean known =
        graph.labels().containsKey(name)
            || graph.all().stream().anyMatch(each -> begins(each.id(), name));
    return !known && replacement.revision().replaces().stream().anyMatch(id -> begins(id, name));
  }

  private static boolean begins(RevisionId id, String name) {
    return id.value().equals(name) || (name.length() >= 4 && id.value().startsWith(name));
  }

  /** Returns the replacements whose revisions still have their files. */
  public List<Revision> comparable() {
    return replacements.stream()
        .filter(each -> each.tip().isPresent())
        .map(Replacement::revision)
        .toList();
  }

  /** Returns the graph in which a replacement is left out, and what it replaces stays. */
  public RevisionGraph without(RevisionId replacement) {
    return graph(Set.of(replacement));
  }

  private RevisionGraph graph(Set<RevisionId> unused) {
    return new Rewiring(all, replacements, unused).graph(place);
  }
}
