package io.github.saascore.schema;

import java.util.List;

/**
 * A piece of a way that must be committed before the next piece: one revision's worth.
 *
 * @param purpose what it is for, for people, for example {@code validate constraints}
 * @param transactional whether it runs in a transaction; the other statements commit one by one
 * @param upgrade the statements there
 * @param downgrade the statements back; none where a later segment or an earlier one takes along
 *     what there is to undo
 */
public record Segment(
    String purpose, boolean transactional, List<Ddl> upgrade, List<Ddl> downgrade) {

  /** Copies the lists. */
  public Segment {
    upgrade = List.copyOf(upgrade);
    downgrade = List.copyOf(downgrade);
  }
}
