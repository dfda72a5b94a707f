package io.github.saascore.engine.care;

import io.github.saascore.postgres.TrashScript;
import io.github.saascore.postgres.Unit;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Problems;
import io.github.saascore.revision.Revision;
import java.util.List;
import java.util.Map;

/** Makes units keep in the trash what they drop. */
final class Keeping {
  private final List<Loss> kept;

  /**
   * Makes the change.
   *
   * @param kept what is to be kept
   */
  Keeping(List<Loss> kept) {
    this.kept = List.copyOf(kept);
  }

  /**
   * Refuses units that run without a transaction, in which nothing can be kept.
   *
   * @throws io.github.saascore.revision.SaascoreException TRASH naming all of them
   */
  void requireTransactions(Map<Revision, Unit> units) {
    Problems problems = new Problems();
    units.forEach(
        (revision, unit) -> {
          if (!of(revision).isEmpty() && unit.trail().isPresent()) {
            problems.add(withoutTransaction(unit));
          }
        });
    problems.throwIfAny();
  }

  /** Returns a unit that keeps what its revision drops. */
  Unit unit(Revision revision, Unit planned) {
    List<TrashScript.Kept> own = of(revision);
    boolean script = planned.work() instanceof Unit.Script work && !work.statements().isEmpty();
    return own.isEmpty() || !script
        ? planned
        : planned.with(
            TrashScript.keeping((Unit.Script) planned.work(), revision.id().value(), own));
  }

  private List<TrashScript.Kept> of(Revision revision) {
    return kept.stream()
        .filter(loss -> loss.revision().equals(revision.id().value()))
        .flatMap(loss -> loss.subject().stream())
        .map(subject -> new TrashScript.Kept(subject.oid(), subject.column()))
        .toList();
  }

  private static Problem withoutTransaction(Unit unit) {
    return Problem.of(Code.TRASH, "what " + unit.name() + " drops cannot be kept")
        .at(unit.place())
        .because("it runs without a transaction, and what it drops is kept in the same one")
        .hint(
            "drop it in a revision of its own, with a transaction; or let it go: leave out"
                + " -Dsaascore.keep=trash and confirm the loss");
  }
}
