package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The steps from two snapshots to a difference. */
final class Comparing {
  private final Snapshot from;
  private final Snapshot to;
  private final DifferenceOptions options;

  Comparing(Snapshot from, Snapshot to, DifferenceOptions options) {
    this.from = from.without(to.unmodelled());
    this.to = to.without(from.unmodelled());
    this.options = options;
  }

  Difference difference() {
    Snapshot counted = Counted.of(to, options);
    Renamer renamer = new Renamer(Counted.of(from, options), counted, options.renames());
    Snapshot old = renamer.renamed();
    Snapshot wanted = Counted.keepUncounted(old, counted, options);
    List<Change> changes = Counted.changes(old, counted, options);
    Reach reach = new Reach(old, wanted, changes, options);
    LikelyRenames likely = new LikelyRenames(old, wanted, renamer.unused());
    List<Question> questions = options.asking() ? likely.questions() : List.of();
    List<Refusal> refusals = new ArrayList<>(renamer.refusals());
    unmodelled(refusals);
    List<Ddl> script = new ArrayList<>();
    renamer.made().forEach(made -> script.addAll(statements(made)));
    script.addAll(script(old, reach.reached(), changes, refusals));
    List<Rename> unused = new ArrayList<>(renamer.unused());
    unused.removeAll(likely.onPurpose());
    return new Difference(
        from,
        to,
        options,
        withRenames(changes, renamer, wanted),
        refusals.isEmpty() && questions.isEmpty() ? script : List.of(),
        refusals,
        questions,
        reach.leftOut(),
        old,
        reach.leftOut().isEmpty() ? to : reach.reached(),
        back(renamer),
        unused);
  }

  private List<Ddl> script(
      Snapshot old, Snapshot reached, List<Change> changes, List<Refusal> refusals) {
    if (changes.isEmpty()) {
      return List.of();
    }
    if (from.major() != to.major()) {
      refusals.add(majors());
    }
    Rules rules = new Rules(reached);
    Sides sides = Sides.of(old, reached);
    Decisions decisions = new Decisions(sides, rules, options);
    List<Ddl> script = ordered(sides, rules, decisions, refusals);
    refusals.addAll(decisions.refusals());
    refusals.addAll(new ColumnOrder(sides, decisions).refusals());
    return script;
  }

  private static List<Ddl> ordered(
      Sides sides, Rules rules, Decisions decisions, List<Refusal> refusals) {
    Planner planner = new Planner(sides, decisions);
    ActionGraph.Order order = planner.graph().order();
    while (!order.circle().isEmpty() && decisions.loosen(order.circle())) {
      planner = new Planner(sides, decisions);
      order = planner.graph().order();
    }
    // Where something is refused by name, the circle is but a consequence.
    if (!order.circle().isEmpty() && decisions.refusals().isEmpty()) {
      refusals.add(circular(order.circle()));
    }
    return new ScriptWriter(sides, rules, decisions, planner).write(order.actions());
  }

  private Refusal majors() {
    return new Refusal(
        "PostgreSQL " + from.major() + " and " + to.major(),
        "each major version writes definitions in its own way: compare databases of the same one");
  }

  private static Refusal circular(List<ActionKey> circle) {
    String others =
        circle.stream()
            .map(action -> action.address().toString())
            .distinct()
            .collect(Collectors.joining(", "));
    return new Refusal(circle.get(0).address(), "these wait for each other: " + others);
  }

  /** Where something may stay as it is, what is not read and only there may stay too. */
  private void unmodelled(List<Refusal> refusals) {
    NavigableSet<String> differing = new TreeSet<>(to.unmodelled());
    differing.removeAll(from.unmodelled());
    if (options.extent() == Extent.EVERYTHING && options.owned().isEmpty()) {
      from.unmodelled().stream()
          .filter(what -> !to.unmodelled().contains(what))
          .forEach(differing::add);
    }
    differing.forEach(what -> refusals.add(new Refusal(what, "objects of this kind are not read")));
  }

  private static List<Ddl> statements(Renaming renaming) {
    return renaming.statements().stream().map(sql -> Ddl.of(sql).on(renaming.to())).toList();
  }

  /**
   * A rename is a change of its own, or a part of the change that the renamed object has anyway.
   */
  private static List<Change> withRenames(List<Change> changes, Renamer renamer, Snapshot wanted) {
    List<Change> all = new ArrayList<>(changes);
    for (int i = 0; i < renamer.made().size(); i++) {
      Address name = renamer.made().get(i).to();
      Optional<Fact> old = Optional.of(renamer.old().get(i));
      Optional<Change> other =
          all.stream().filter(change -> change.address().equals(name)).findFirst();
      other.ifPresent(all::remove);
      all.add(
          new Change(
              name, old, wanted.find(name), other.map(Change::attributes).orElseGet(TreeSet::new)));
    }
    all.sort((first, second) -> first.address().compareTo(second.address()));
    return all;
  }

  private static Renames back(Renamer renamer) {
    List<Rename> hints = new ArrayList<>();
    for (Renaming made : renamer.made()) {
      Address old = made.from();
      boolean moved = !old.container().equals(made.to().container());
      String name = Rename.path(moved ? old : new Address(old.kind(), "", old.name()));
      hints.add(new Rename(Rename.path(made.to()), Optional.of(name)));
    }
    return new Renames(hints);
  }
}
