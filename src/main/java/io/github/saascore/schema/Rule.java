package io.github.saascore.schema;

import java.util.List;
import java.util.Set;

/**
 * What PostgreSQL needs to be told to create, drop and change objects of one kind.
 *
 * <p>Comments, owners and privileges are alike for all kinds and are not a rule's business.
 */
interface Rule {

  /** Returns the statements that create an object, with those of its parts that go inline. */
  List<String> create(Fact fact, List<Fact> parts);

  /** Returns the statement that drops an object. */
  default String drop(Fact fact) {
    return "DROP " + fact.target();
  }

  /** Returns the way from one version to the other, given the names of the changed attributes. */
  Alteration alter(Fact from, Fact to, Set<String> changed);
}
