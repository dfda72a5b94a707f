package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Schemas on the way of a difference, and the segments between them. */
final class Stages {
  private final List<Segment> segments = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private final DifferenceOptions plain;
  private DifferenceOptions options;
  private Snapshot there;
  private Snapshot back;

  Stages(Difference difference) {
    this.plain = difference.options().inverse(Renames.none());
    this.options = difference.options().inverse(difference.renames());
    this.there = difference.from();
    this.back = difference.from();
  }

  /** Adds a transaction that leads to a schema, and back from there. */
  void add(String purpose, Snapshot schema) {
    add(purpose, schema, schema, true, script -> script, script -> script);
  }

  /**
   * Adds a segment.
   *
   * @param schema where the upgrade leads
   * @param undone where the way back begins, if that is not the same
   * @param upgrade what is made of the statements there
   * @param downgrade what is made of the statements back
   */
  void add(
      String purpose,
      Snapshot schema,
      Snapshot undone,
      boolean transactional,
      UnaryOperator<List<Ddl>> upgrade,
      UnaryOperator<List<Ddl>> downgrade) {
    Difference up = Difference.between(there, schema, options);
    Renames renames = segments.isEmpty() ? up.back() : Renames.none();
    Difference down = Difference.between(undone, back, plain.renaming(renames));
    refusals.addAll(up.refusals());
    if (!transactional) {
      // The way back of a transaction is found when it is tried; where there is none, that is said.
      refusals.addAll(down.refusals());
    }
    List<Ddl> statements = upgrade.apply(up.script());
    if (!statements.isEmpty()) {
      segments.add(new Segment(purpose, transactional, statements, downgrade.apply(down.script())));
      options = plain;
      there = schema;
      back = undone;
    }
  }

  Segments segments() {
    return new Segments(refusals.isEmpty() ? segments : List.of(), refusals);
  }
}
