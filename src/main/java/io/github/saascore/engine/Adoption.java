package io.github.saascore.engine;

import io.github.saascore.revision.RevisionId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the pending revisions meet a database in which some of what they make is there already.
 *
 * @param choices what is done with those that do not simply run
 * @param remarks what a person should know of it, one sentence each
 */
public record Adoption(Map<RevisionId, Choice> choices, List<String> remarks) {
  /** Every revision simply runs. */
  public static final Adoption NONE = new Adoption(Map.of(), List.of());

  /** Copies the collections. */
  public Adoption {
    choices = Map.copyOf(choices);
    remarks = List.copyOf(remarks);
  }

  /** Returns what is done with a revision; empty when it simply runs. */
  public Optional<Choice> of(RevisionId id) {
    return Optional.ofNullable(choices.get(id));
  }
}
