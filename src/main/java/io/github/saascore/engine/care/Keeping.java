package io.github.saascore.engine.care;

import io.github.saascore.postgres.TrashScript;
import io.github.saascore.postgres.Unit;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Problems;
import io.github.saascore.revision.Revision;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes units keep in the trash what they drop. */
final class Keeping {
  private Keeping() {}

  /**
   * Returns the units, those that drop something changed.
   *
   * @param kept what is to be kept
   * @throws io.github.saascore.revision.SaascoreException TRASH naming every unit that runs without
   *     a transaction, in which nothing can be kept
   */
  static Map<Revision, Unit> units(Map<Revision, Unit> units, List<Loss> kept) {
    Problems problems = new Problems();
    Map<Revision, Unit> all = new LinkedHashMap<>(units);
    units.forEach(
        (revision, unit) -> {
          List<TrashScript.Kept> own =
              kept.stream()
                  .filter(loss -> loss.revision().equals(revision.id().value()))
                  .flatMap(loss -> loss.subject().stream())
                  .map(subject -> new TrashScript.Kept(subject.oid(), subject.column()))
                  .toList();
          if (!own.isEmpty() && unit.trail().isPresent()) {
            problems.add(withoutTransaction(unit));
          } else if (!own.isEmpty() && unit.work() instanceof Unit.Script script) {
            String id = revision.id().value();
            all.put(revision, unit.with(TrashScript.keeping(script, id, own)));
          }
        });
    problems.throwIfAny();
    return all;
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
