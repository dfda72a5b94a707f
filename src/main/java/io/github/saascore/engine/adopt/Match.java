package io.github.saascore.engine.adopt;

import io.github.saascore.engine.Adoption;
import io.github.saascore.engine.Choice;
import io.github.saascore.engine.Database;
import io.github.saascore.engine.Sources;
import io.github.saascore.engine.adopt.Assessed.State;
import io.github.saascore.engine.adopt.Decisions.Decision;
import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Problems;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.schema.Address;
import io.github.saascore.script.Body;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One comparison of a replayed history with a database, and what follows from it. */
final class Match {
  private final Sources sources;
  private final List<Revision> applied;
  private final Replayed replayed;
  private final Scratch scratch;
  private final Map<Address, Definition> twins;
  private final Found found;

  Match(
      Database database,
      Sources sources,
      List<Revision> applied,
      Replayed replayed,
      Scratch scratch) {
    this.sources = sources;
    this.applied = applied;
    this.replayed = replayed;
    this.scratch = scratch;
    Found asItIs = Found.read(database, replayed.timeline());
    this.twins = new Twins(replayed.timeline(), sources, replayed::at).in(asItIs);
    this.found = asItIs.standingFor(twins);
  }

  /** Returns what is done with each revision. */
  Adoption adoption() {
    Comparer comparer = new Comparer(replayed.timeline(), found);
    List<Assessed> all = new ArrayList<>();
    for (int i = 0; i < replayed.pending().size(); i++) {
      all.add(comparer.assess(replayed.pending().get(i), Replayed.moment(i)));
    }
    Decisions decisions = new Decisions(sources, all, settled(comparer));
    Map<RevisionId, Choice> choices = new LinkedHashMap<>();
    Problems problems = new Problems();
    for (Assessed one : all) {
      Decision decision = decisions.on(one);
      if (decision instanceof Decision.Refuse refuse) {
        problems.add(withWayOut(refuse.problem(), comparer));
      } else if (decision instanceof Decision.Adopt adopt) {
        choices.put(one.revision().id(), adopt.choice());
      } else if (decision instanceof Decision.Look) {
        look(one, comparer, problems).ifPresent(part -> choices.put(one.revision().id(), part));
      }
    }
    problems.throwIfAny();
    return new Adoption(choices, remarks(all, choices));
  }

  /**
   * Returns the first moment at which the schema was as it is in the database; what was done until
   * then is done there.
   */
  private long settled(Comparer comparer) {
    return replayed.timeline().moments().stream()
        .filter(moment -> comparer.distance(moment) == 0)
        .findFirst()
        .orElse(0L);
  }

  private Optional<Choice> look(Assessed one, Comparer comparer, Problems problems) {
    Revision revision = one.revision();
    try {
      if (!(sources.files().get(revision.id()).upgrade() instanceof Body.Sql body)) {
        List<Address> missing = replayed.timeline().wholes(one.missing(), one.moment());
        throw new Refusals(sources).mixed(revision, 0, missing, List.of()).asException();
      }
      List<Revision> below = new ArrayList<>(applied);
      below.addAll(replayed.pending().subList(0, replayed.pending().indexOf(revision)));
      Timeline steps = new StatementReplay(scratch, sources).run(below, body, one.moment());
      return Optional.of(new Parts(replayed.timeline(), found, sources).decide(one, steps));
    } catch (SaascoreException e) {
      problems.add(withWayOut(e.problem(), comparer));
      return Optional.empty();
    }
  }

  /** A difference is mended by hand, or accepted: then the nearest revision is what to record. */
  private Problem withWayOut(Problem problem, Comparer comparer) {
    if (problem.hint().isPresent()) {
      return problem;
    }
    long nearest = 0;
    for (long moment : replayed.timeline().moments()) {
      nearest = comparer.distance(moment) <= comparer.distance(nearest) ? moment : nearest;
    }
    List<Revision> until = new ArrayList<>(applied);
    until.addAll(replayed.pending().subList(0, (int) (nearest / Replayed.STEP)));
    String target = until.isEmpty() ? "" : tips(ids(until));
    String accept =
        target.isEmpty()
            ? "rename or move away what is in the way"
            : """
            or keep it as it is and record the revision that is nearest:
            mvn saascore:stamp -Dsaascore.target=%s\
            """
                .formatted(target);
    return problem.hint("make it equal by hand and run the same goal again\n" + accept);
  }

  private List<String> remarks(List<Assessed> all, Map<RevisionId, Choice> choices) {
    List<String> remarks = new ArrayList<>();
    twins.forEach(
        (mine, wanted) ->
            remarks.add(
                "%s is taken for %s, by its definition".formatted(mine, wanted.fact().address())));
    all.stream()
        .filter(Assessed::isThere)
        .flatMap(one -> one.tolerated().stream())
        .forEach(line -> remarks.add("left alone: " + line));
    stands(all, choices).ifPresent(remarks::add);
    return remarks;
  }

  /** Says where a database stands that nobody has recorded anything of. */
  private Optional<String> stands(List<Assessed> all, Map<RevisionId, Choice> choices) {
    Set<RevisionId> adopted = new LinkedHashSet<>();
    choices.forEach(
        (id, choice) -> {
          if (choice instanceof Choice.Adopt) {
            adopted.add(id);
          }
        });
    boolean whole =
        applied.isEmpty()
            && !adopted.isEmpty()
            && adopted.containsAll(sources.graph().ancestors(adopted, false))
            && all.stream().noneMatch(one -> one.state() == State.PART);
    return whole
        ? Optional.of(
            "nothing is recorded here, and the database is as revision %1$s makes it; by hand: mvn saascore:stamp -Dsaascore.target=%1$s"
                .formatted(tips(adopted)))
        : Optional.empty();
  }

  private String tips(Set<RevisionId> ids) {
    return sources.graph().tips(ids).stream()
        .map(RevisionId::value)
        .collect(Collectors.joining(","));
  }

  private static Set<RevisionId> ids(List<Revision> revisions) {
    return revisions.stream()
        .map(Revision::id)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
