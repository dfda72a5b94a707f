package io.github.saascore.engine.drift;

import io.github.saascore.engine.Scaffold;
import io.github.saascore.engine.Sources;
import io.github.saascore.engine.model.Model;
import io.github.saascore.engine.model.ModelSchema;
import io.github.saascore.engine.scratch.Order;
import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.engine.scratch.ScratchDatabase;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.NewRevision;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Problems;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.schema.Difference;
import io.github.saascore.schema.DifferenceOptions;
import io.github.saascore.schema.Question;
import io.github.saascore.schema.Rename;
import io.github.saascore.schema.Renames;
import io.github.saascore.schema.Segment;
import io.github.saascore.schema.Segments;
import io.github.saascore.schema.Snapshot;
import io.github.saascore.script.Placeholders;
import io.github.saascore.script.RevisionTemplate;
import io.github.saascore.script.RevisionTemplate.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes the migration that leads from what all revisions make to what the model says, with both
 * directions, after it was tried in a scratch database: old + upgrade = model, and + downgrade =
 * old. No database of the user is asked.
 */
public final class Autogenerate {
  private static final String WRITE_IT =
      "write the migration by hand: mvn saascore:revision -Dsaascore.message=...";

  private final Scratch scratch;
  private final Sources sources;
  private final Scaffold scaffold;
  private final Options options;

  /**
   * Prepares to write into the directory of the migrations.
   *
   * @param sources the files
   */
  public Autogenerate(Scratch scratch, Sources sources, Scaffold scaffold, Options options) {
    this.scratch = scratch;
    this.sources = sources;
    this.scaffold = scaffold;
    this.options = options;
  }

  /**
   * How to write.
   *
   * @param drops whether changes that lose rows or values are written too
   * @param online whether in steps beside which others can work with tables that are in use
   * @param renames what was renamed, beside what the model says about that
   * @param placeholders the texts that files are read with
   */
  public record Options(
      boolean drops, boolean online, Renames renames, Placeholders placeholders) {}

  /**
   * What was written.
   *
   * @param written the files; none when nothing differs that may be written
   * @param difference what they lead from and to, and what was left out
   * @param reversible whether each has a way back
   * @param notes what a person has to know beside, for people
   */
  public record Result(
      List<Scaffold.Written> written,
      Difference difference,
      boolean reversible,
      List<String> notes) {

    /** Copies the lists. */
    public Result {
      written = List.copyOf(written);
      notes = List.copyOf(notes);
    }
  }

  /** What a run of drafts came to. */
  private record Proved(List<Draft> drafts, List<String> notes) {}

  /**
   * Compares, tries and writes.
   *
   * @throws SaascoreException LIKELY_RENAME where only a person knows; BY_HAND for what no script
   *     makes; what a replay or a model can meet; nothing is written then
   */
  public Result run(Model model, Scaffold.Request request) {
    NewRevision place = Scaffold.place(sources.graph(), request);
    Difference difference;
    List<String> notes = new ArrayList<>(model.notes());
    Proved proved;
    try (ScratchDatabase here = history()) {
      Snapshot before = here.snapshot();
      Aim aim = aim(model, before);
      notes.addAll(aim.notes());
      difference = difference(before, aim.snapshot(), model);
      notes.addAll(unused(difference));
      if (difference.made().isEmpty()) {
        return new Result(List.of(), difference, true, notes);
      }
      proved = proved(here, difference, place, request.message());
    }
    notes.addAll(proved.notes());
    requireBesideRepeatables(proved.drafts());
    List<Scaffold.Written> written =
        proved.drafts().stream()
            .map(draft -> scaffold.write(draft.template(), draft.text()))
            .toList();
    return new Result(written, difference, proved.notes().isEmpty(), notes);
  }

  private ScratchDatabase history() {
    ScratchDatabase database = scratch.open();
    try {
      database.up(sources, Order.of(sources));
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private Aim aim(Model model, Snapshot before) {
    Snapshot wanted;
    try (ScratchDatabase empty = scratch.open()) {
      wanted = ModelSchema.make(model, empty).beside(before);
    }
    if (sources.repeatables().isEmpty()) {
      return new Aim(wanted, List.of());
    }
    try (ScratchDatabase whole = history()) {
      whole.repeatables(sources);
      return Aim.of(wanted, before, whole.snapshot());
    }
  }

  private Difference difference(Snapshot before, Snapshot aim, Model model) {
    Difference difference =
        Difference.between(
            before,
            aim,
            DifferenceOptions.definitions()
                .withDrops(options.drops())
                .renaming(model.renames().and(options.renames()))
                .asking(true));
    Problems problems = new Problems();
    difference.questions().forEach(question -> problems.add(asked(question, model)));
    exchanged(difference).ifPresent(problem -> problems.add(problem));
    problems.throwIfAny();
    Refusals.require(difference, "model " + model.name());
    return difference;
  }

  /**
   * Both names are there before and after: taking no notice of such hints would convert the values
   * of one object to the type of the other.
   */
  private Optional<Problem> exchanged(Difference difference) {
    List<Rename> unused =
        difference.unusedHints().stream()
            .filter(hint -> options.renames().hints().contains(hint))
            .toList();
    return unused.stream()
        .filter(hint -> unused.stream().anyMatch(hint::reverses))
        .findFirst()
        .map(
            hint ->
                Problem.of(Code.BY_HAND, "two names cannot be exchanged by hints")
                    .because("-Dsaascore.rename=" + hint.text() + " has another that reverses it")
                    .hint(
                        "write a migration with three renames by hand, and autogenerate the rest:"
                            + " mvn saascore:revision -Dsaascore.message=..."));
  }

  /** A hint in a model goes on to stand there when all is renamed; one that was typed does not. */
  private List<String> unused(Difference difference) {
    return difference.unusedHints().stream()
        .filter(hint -> options.renames().hints().contains(hint))
        .map(hint -> "-Dsaascore.rename=" + hint.text() + " fits nothing that differs")
        .toList();
  }

  private static Problem asked(Question question, Model model) {
    return Problem.of(Code.LIKELY_RENAME, question.text())
        .at("model " + model.name())
        .because("both look alike, and a drop would lose what is stored")
        .hint(
            question.hints().stream()
                .map(
                    hint ->
                        hint.name().isPresent()
                            ? "if renamed: -Dsaascore.rename=" + hint.text()
                            : "if not: -Dsaascore.rename=" + hint.text())
                .collect(Collectors.joining("\n")));
  }

  private Proved proved(
      ScratchDatabase here, Difference difference, NewRevision place, String message) {
    Segments segments = options.online() ? Segments.online(difference) : Segments.of(difference);
    Refusals.require(segments.refusals(), "the way to the model");
    Proof proof = new Proof(here, sources, options.placeholders(), difference);
    List<Draft> drafts = drafts(segments.list(), place, message);
    Difference rest;
    try {
      rest =
          Difference.between(proof.up(drafts), difference.to(), difference.options().asking(false));
    } catch (SaascoreException e) {
      throw ByHand.of(e, "the generated script does not run", WRITE_IT);
    }
    if (!rest.made().isEmpty()) {
      throw Problem.of(Code.BY_HAND, "the generated script does not lead to the model")
          .because(Proof.described(rest))
          .hint(WRITE_IT)
          .asException();
    }
    return new Proved(proof.back(drafts, segments.list()), proof.notes());
  }

  private List<Draft> drafts(List<Segment> segments, NewRevision place, String message) {
    List<Draft> drafts = new ArrayList<>();
    NewRevision next = place;
    for (Segment segment : segments) {
      String number =
          " (%d of %d: %s)".formatted(drafts.size() + 1, segments.size(), segment.purpose());
      RevisionTemplate template =
          scaffold.template(next, segments.size() == 1 ? message : message + number);
      Part upgrade =
          segment.transactional()
              ? Part.of(Paragraphs.of(segment.upgrade()))
              : new Part(Proof.STEPWISE, Paragraphs.stepwise(segment.upgrade()));
      drafts.add(new Draft(template, scaffold.path(template), upgrade, Optional.empty()));
      Revision revision = template.revision();
      next = new NewRevision(List.of(revision.id()), List.of(), List.of());
    }
    return drafts;
  }

  /** What a repeatable script has made stands in the way of some changes. */
  private void requireBesideRepeatables(List<Draft> drafts) {
    if (sources.repeatables().isEmpty()) {
      return;
    }
    Sources all =
        sources.with(drafts.stream().map(draft -> draft.file(options.placeholders())).toList());
    try (ScratchDatabase whole = history()) {
      whole.repeatables(sources);
      whole.up(all, drafts.stream().map(draft -> draft.template().revision()).toList());
    } catch (SaascoreException e) {
      throw ByHand.of(
          e,
          "what a repeatable script has made is in the way",
          "write the migration by hand, with a DROP ... IF EXISTS in front, and change the script"
              + " so that it runs again: mvn saascore:revision -Dsaascore.message=...");
    }
  }
}
