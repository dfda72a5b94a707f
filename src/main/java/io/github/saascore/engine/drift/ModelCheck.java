package io.github.saascore.engine.drift;

import io.github.saascore.engine.Aside;
import io.github.saascore.engine.model.Model;
import io.github.saascore.engine.model.ModelSchema;
import io.github.saascore.engine.scratch.Scopes;
import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.engine.scratch.ScratchDatabase;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.schema.Change;
import io.github.saascore.schema.Difference;
import io.github.saascore.schema.DifferenceOptions;
import io.github.saascore.schema.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Compares what revisions make with the model, which is loaded and made real in the meantime. */
final class ModelCheck implements AutoCloseable {
  private static final String COMMAND =
      "mvn compile saascore:revision -Dsaascore.autogenerate -Dsaascore.message=\"...\"";

  private final Scratch scratch;
  private final Aside<ModelSchema> wanted;

  private ModelCheck(Scratch scratch, Aside<ModelSchema> wanted) {
    this.scratch = scratch;
    this.wanted = wanted;
  }

  /** Begins to load the model and to make it in a scratch database. */
  static ModelCheck start(Scratch scratch, Supplier<Model> model) {
    return new ModelCheck(
        scratch,
        Aside.start(
            "model",
            () -> {
              Model loaded = model.get();
              try (ScratchDatabase empty = scratch.open()) {
                return ModelSchema.make(loaded, empty);
              }
            }));
  }

  /**
   * Returns the name of the model.
   *
   * @throws SaascoreException MODEL where it cannot be loaded or made
   */
  String name() {
    return wanted.join().model().name();
  }

  /**
   * Returns what is wrong, if anything.
   *
   * @param revisions what the revisions alone make
   * @param all what the revisions and the repeatable scripts make
   */
  List<Problem> problems(Snapshot revisions, Snapshot all) {
    ModelSchema model = wanted.join();
    Aim aim = Aim.of(model.beside(revisions), revisions, all);
    Set<String> schemas = new TreeSet<>(Scopes.schemas(aim.snapshot()));
    schemas.add(scratch.schema());
    Difference difference =
        Difference.between(
            Scopes.within(revisions, schemas),
            Scopes.within(aim.snapshot(), schemas),
            DifferenceOptions.definitions().renaming(model.model().renames()));
    List<Problem> problems = new ArrayList<>();
    if (!difference.isEmpty()) {
      problems.add(problem(model.model(), difference));
    }
    aim.notes()
        .forEach(
            note ->
                problems.add(
                    Problem.of(Code.MODEL_DIFFERS, note)
                        .at("model " + model.model().name())
                        .hint("change one of the two, then look again: mvn saascore:check")));
    return problems;
  }

  private static Problem problem(Model model, Difference difference) {
    boolean surplus = difference.changes().stream().anyMatch(Change::removes);
    String drops =
        "or where the revisions are right, and the model lacks it: add it there\n"
            + "or where it is to go: "
            + COMMAND
            + " -Dsaascore.drops=true";
    boolean onlySurplus = difference.changes().stream().allMatch(Change::removes);
    String hint = onlySurplus ? drops.substring(3) : surplus ? COMMAND + "\n" + drops : COMMAND;
    return Problem.of(
            Code.MODEL_DIFFERS, "the revisions do not make what model " + model.name() + " says")
        .because(DifferenceLines.capped(difference, "missing", "not in the model"))
        .hint(hint);
  }

  @Override
  public void close() {
    wanted.close();
  }
}
