package io.github.saascore.revision;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * All revisions and how they follow and depend on each other; immutable.
 *
 * <p>A <em>parent</em> is what {@code down_revision} names, a <em>dependency</em> what {@code
 * depends_on} names. Sets that come back are in file order. Collections that go in may hold ids
 * that the graph does not know, as a database may: they have no parents and no children.
 */
public final class RevisionGraph {
  private final List<Revision> revisions;
  private final Map<RevisionId, Integer> index;
  private final Map<String, Integer> labels;
  private final Edges parents;
  private final Edges allParents;
  private final Edges children;
  private final Edges allChildren;
  private final List<Set<String>> labelsOf;

  private RevisionGraph(List<Revision> revisions, GraphCheck check) {
    this.revisions = revisions;
    this.index = check.index();
    this.labels = check.labels();
    this.parents = check.parents();
    this.allParents = check.allParents();
    this.children = parents.reversed();
    this.allChildren = allParents.reversed();
    this.labelsOf = LabelSpread.over(this);
  }

  /**
   * Builds the graph.
   *
   * @throws SaascoreException with every problem at once: SELF_LOOP, CYCLE, DUPLICATE_LABEL,
   *     DUPLICATE_REVISION, PARENT_FILE_MISSING, BAD_IDENTIFIER
   */
  public static RevisionGraph of(List<Revision> inFileOrder) {
    return of(inFileOrder, number -> Optional.empty());
  }

  /**
   * Builds the graph from files, so that problems say where they are.
   *
   * @param inFileOrder the revisions, ordered by file name
   * @param place tells the place, for example a file and line, of the revision at a position of the
   *     list
   * @throws SaascoreException as {@link #of(List)}
   */
  public static RevisionGraph of(List<Revision> inFileOrder, IntFunction<Optional<String>> place) {
    List<Revision> copy = List.copyOf(inFileOrder);
    return new RevisionGraph(copy, new GraphCheck(copy, place));
  }

  /** Returns all revisions in file order. */
  public List<Revision> all() {
    return revisions;
  }

  /** Tells whether there is no revision at all. */
  public boolean isEmpty() {
    return revisions.isEmpty();
  }

  /** Returns the revision with exactly this id. */
  public Optional<Revision> find(RevisionId id) {
    return Optional.ofNullable(index.get(id)).map(revisions::get);
  }

  /**
   * Returns the revision with exactly this id.
   *
   * @throws SaascoreException NOT_FOUND when there is none
   */
  public Revision get(RevisionId id) {
    return find(id).orElseThrow(() -> new TargetResolver(this).notFound(id.value()));
  }

  /** Tells whether a revision has exactly this id. */
  public boolean contains(RevisionId id) {
    return index.containsKey(id);
  }

  /** Returns the revisions that no other follows, also those that another depends on. */
  public List<Revision> heads() {
    return revisions.stream().filter(revision -> isHead(revision.id())).toList();
  }

  /** Returns the revisions that no other follows or depends on; with them, all are applied. */
  public List<Revision> realHeads() {
    return revisions.stream()
        .filter(revision -> allChildren.of(number(revision.id())).length == 0)
        .toList();
  }

  /** Returns the revisions that follow no other. */
  public List<Revision> bases() {
    return revisions.stream().filter(Revision::isBase).toList();
  }

  /** Returns the revisions that follow this one. */
  public List<Revision> children(RevisionId id) {
    return at(children.of(number(id)));
  }

  /** Tells whether no revision follows this one. */
  public boolean isHead(RevisionId id) {
    return children.of(number(id)).length == 0;
  }

  /** Tells whether no revision follows this one, though another depends on it. */
  public boolean isEffectiveHead(RevisionId id) {
    return isHead(id) && allChildren.of(number(id)).length > 0;
  }

  /** Tells whether several revisions follow this one. */
  public boolean isBranchPoint(RevisionId id) {
    return children.of(number(id)).length > 1;
  }

  /** Tells whether this revision joins several lines. */
  public boolean isMergePoint(RevisionId id) {
    return parents.of(number(id)).length > 1;
  }

  /**
   * Returns the labels of the branches that this revision is in: those of all it follows, and one
   * that is written further up its line, as far as no other line begins or ends between them.
   */
  public Set<String> labelsOf(RevisionId id) {
    return labelsOf.get(number(id));
  }

  /** Returns the parents, and then the dependencies that are not parents too. */
  public List<Revision> allParents(RevisionId id) {
    return at(allParents.of(number(id)));
  }

  /** Returns the dependencies alone, labels resolved. */
  public List<Revision> dependencies(RevisionId id) {
    return get(id).dependsOn().stream().map(name -> revisions.get(numberOfName(name))).toList();
  }

  /** Returns all that the given revisions follow or depend on, with themselves or without. */
  public Set<RevisionId> ancestors(Collection<RevisionId> ids, boolean inclusive) {
    BitSet start = numbers(ids);
    return ids(inclusive ? allParents.closure(start) : allParents.beyond(start));
  }

  /** Returns all that follow or depend on the given revisions, with themselves or without. */
  public Set<RevisionId> descendants(Collection<RevisionId> ids, boolean inclusive) {
    BitSet start = numbers(ids);
    return ids(inclusive ? allChildren.closure(start) : allChildren.beyond(start));
  }

  /**
   * Returns all revisions, each after its parents and dependencies. A line is finished before the
   * next one begins; file order decides between lines.
   */
  public List<Revision> topological() {
    BitSet all = new BitSet();
    all.set(0, revisions.size());
    List<Revision> order = new ArrayList<>(newestFirst(all));
    Collections.reverse(order);
    return Collections.unmodifiableList(order);
  }

  /**
   * Returns the applied revisions that no other applied one follows or depends on, as Alembic
   * stores them: the smallest set that says it all. Ids without a file stay.
   */
  public Set<RevisionId> tips(Set<RevisionId> applied) {
    return without(applied, allParents.beyond(numbers(applied)));
  }

  /**
   * Returns the applied revisions that no other applied one follows, though another may depend on
   * them: the newest of each line. Ids without a file stay.
   */
  public Set<RevisionId> lineTips(Set<RevisionId> applied) {
    return without(applied, parents.beyond(numbers(applied)));
  }

  private Set<RevisionId> without(Set<RevisionId> applied, BitSet implied) {
    Set<RevisionId> tips = new LinkedHashSet<>(applied);
    tips.removeIf(id -> index.containsKey(id) && implied.get(index.get(id)));
    return Collections.unmodifiableSet(tips);
  }

  List<Revision> newestFirst(BitSet some) {
    return at(GraphOrder.newestFirst(allParents, allChildren, some));
  }

  Edges parents() {
    return parents;
  }

  Edges allParents() {
    return allParents;
  }

  Edges children() {
    return children;
  }

  Edges allChildren() {
    return allChildren;
  }

  Map<String, Integer> labels() {
    return labels;
  }

  /** Returns the number of a revision, its position in file order. */
  int number(RevisionId id) {
    Integer number = index.get(id);
    if (number == null) {
      throw new TargetResolver(this).notFound(id.value());
    }
    return number;
  }

  Revision at(int number) {
    return revisions.get(number);
  }

  List<Revision> at(int[] numbers) {
    List<Revision> found = new ArrayList<>(numbers.length);
    for (int number : numbers) {
      found.add(revisions.get(number));
    }
    return Collections.unmodifiableList(found);
  }

  /** Returns the numbers of those ids that the graph knows. */
  BitSet numbers(Collection<RevisionId> ids) {
    BitSet numbers = new BitSet(revisions.size());
    ids.stream().filter(index::containsKey).forEach(id -> numbers.set(index.get(id)));
    return numbers;
  }

  Set<RevisionId> ids(BitSet numbers) {
    Set<RevisionId> ids = new LinkedHashSet<>();
    numbers.stream().forEach(number -> ids.add(revisions.get(number).id()));
    return Collections.unmodifiableSet(ids);
  }

  private int numberOfName(String name) {
    Integer label = labels.get(name);
    return label == null ? number(RevisionId.of(name)) : label;
  }
}
