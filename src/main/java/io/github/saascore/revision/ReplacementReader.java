package io.github.saascore.revision;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Finds out what replaces what, and everything that is wrong with it. */
final class ReplacementReader {
  private final List<Revision> all;
  private final IntFunction<Optional<String>> place;
  private final Map<RevisionId, Revision> byId;
  private final Problems problems = new Problems();

  ReplacementReader(List<Revision> all, IntFunction<Optional<String>> place) {
    this.all = all;
    this.place = place;
    this.byId =
        all.stream()
            .collect(
                Collectors.toMap(
                    Revision::id, revision -> revision, (a, b) -> a, LinkedHashMap::new));
  }

  List<Replacement> read() {
    List<Revision> replacing = all.stream().filter(Revision::isReplacement).toList();
    Map<RevisionId, RevisionId> taken = new LinkedHashMap<>();
    replacing.forEach(revision -> checkNames(revision, taken));
    problems.throwIfAny();
    List<Replacement> found = new ArrayList<>();
    RevisionGraph before = withoutReplacements(replacing);
    for (Revision revision : replacing) {
      found.add(
          isSpent(revision)
              ? new Replacement(revision, Optional.empty())
              : new Replacement(revision, Optional.of(checkRange(revision, before))));
    }
    problems.throwIfAny();
    return found;
  }

  /** Tells whether the files of all that it replaces are gone, as they may be in the end. */
  private boolean isSpent(Revision revision) {
    return revision.replaces().stream().noneMatch(byId::containsKey);
  }

  private void checkNames(Revision revision, Map<RevisionId, RevisionId> taken) {
    for (RevisionId id : revision.replaces()) {
      RevisionId other = taken.putIfAbsent(id, revision.id());
      Revision replaced = byId.get(id);
      if (id.equals(revision.id())) {
        report(revision, "revision '%s' replaces itself".formatted(id), "leave it out of replaces");
      } else if (other != null) {
        report(
            revision,
            "revisions '%s' and '%s' both replace '%s'".formatted(other, revision.id(), id),
            "keep one of the two files");
      } else if (replaced != null && replaced.isReplacement()) {
        report(
            revision,
            "revision '%s' replaces '%s', which replaces others itself"
                .formatted(revision.id(), id),
            "when all databases have '%s', delete the files that it replaces and its line"
                    .formatted(id)
                + " '-- replaces:', then squash again");
      } else if (replaced == null && !isSpent(revision)) {
        report(
            revision,
            "revision '%s' replaces '%s', but no file has that revision"
                .formatted(revision.id(), id),
            Suggestions.didYouMean(
                        id.value(), byId.keySet().stream().map(RevisionId::value).toList())
                    .map(text -> text + "\nor ")
                    .orElse("")
                + "take the file back, or delete the files of all that it replaces");
      }
    }
  }

  /** Returns the graph as it was before anything was squashed; its own problems are thrown. */
  private RevisionGraph withoutReplacements(List<Revision> replacing) {
    List<Replacement> open = new ArrayList<>();
    Set<RevisionId> unused = new LinkedHashSet<>();
    for (Revision revision : replacing) {
      if (isSpent(revision)) {
        open.add(new Replacement(revision, Optional.empty()));
      } else {
        open.add(new Replacement(revision, Optional.of(lastOf(revision))));
        unused.add(revision.id());
      }
    }
    return new Rewiring(all, open, unused).graph(place);
  }

  /** Returns the one that no other of the replaced follows; the first, should there be several. */
  private RevisionId lastOf(Revision revision) {
    Set<RevisionId> followed = new LinkedHashSet<>();
    revision.replaces().forEach(id -> followed.addAll(byId.get(id).parents()));
    return revision.replaces().stream()
        .filter(id -> !followed.contains(id))
        .findFirst()
        .orElse(revision.replaces().get(0));
  }

  /** Checks that what is replaced is one piece of history, with one beginning and one end. */
  private RevisionId checkRange(Revision revision, RevisionGraph before) {
    Set<RevisionId> replaced = new LinkedHashSet<>(revision.replaces());
    Set<RevisionId> tips = before.lineTips(replaced);
    if (tips.size() > 1) {
      report(
          revision,
          "what revision '%s' replaces has several ends: %s"
              .formatted(revision.id(), Ids.quoted(tips)),
          "merge them first, and squash up to the merge: mvn saascore:merge");
    }
    for (RevisionId id : replaced) {
      if (!tips.contains(id)) {
        checkInner(revision, id, replaced, before);
      }
    }
    checkParents(revision, replaced, before);
    return tips.iterator().next();
  }

  private void checkInner(
      Revision revision, RevisionId id, Set<RevisionId> replaced, RevisionGraph before) {
    for (Revision child : before.children(id)) {
      RevisionId follower = child.id();
      if (!replaced.contains(follower)) {
        report(
            revision,
            "revision '%s' follows '%s', which is in the middle of what '%s' replaces"
                .formatted(follower, id, revision.id()),
            "squash only up to '%s', or merge '%s' and squash up to the merge"
                .formatted(id, follower));
      }
    }
  }

  private void checkParents(Revision revision, Set<RevisionId> replaced, RevisionGraph before) {
    Set<RevisionId> parents = new LinkedHashSet<>();
    replaced.forEach(id -> parents.addAll(before.get(id).parents()));
    parents.removeAll(replaced);
    if (!parents.equals(new LinkedHashSet<>(revision.parents()))) {
      report(
          revision,
          "revision '%s' does not follow what the revisions follow that it replaces"
              .formatted(revision.id()),
          "write: -- down_revision: " + (parents.isEmpty() ? Target.BASE : Ids.joined(parents)));
    }
  }

  private void report(Revision revision, String summary, String hint) {
    Problem problem = Problem.of(Code.BAD_REPLACES, summary).hint(hint);
    problems.add(place.apply(all.indexOf(revision)).map(problem::at).orElse(problem));
  }
}
