package io.github.saascore.schema;

/** How far the script of a difference goes; what it leaves out is listed beside it. */
public enum Extent {
  /** All the way: what is not wanted is dropped, with its data. */
  EVERYTHING,
  /**
   * Not where rows or values would be lost: such tables, columns and sequences stay as they are.
   */
  WITHOUT_LOSS,
  /** Only what is missing is created; what is there stays as it is, even where it differs. */
  ADDITIONS
}
