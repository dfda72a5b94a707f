package io.github.saascore.schema;

import java.util.Optional;

/**
 * The two schemas of a difference with the ancestry of their tables.
 *
 * @param from the schema as it is
 * @param to the schema as it is wanted
 * @param oldAncestry the parents of tables as they are
 * @param newAncestry the parents of tables as they are wanted
 */
record Sides(Snapshot from, Snapshot to, Ancestry oldAncestry, Ancestry newAncestry) {

  static Sides of(Snapshot from, Snapshot to) {
    return new Sides(from, to, new Ancestry(from), new Ancestry(to));
  }

  /** Returns where a wanted part comes from, if it comes there from already. */
  Optional<Ancestry.Origin> steadyOrigin(Fact wanted) {
    return newAncestry
        .origin(wanted)
        .filter(
            origin ->
                from.has(origin.part()) && from.find(origin.tie()).equals(to.find(origin.tie())));
  }
}
