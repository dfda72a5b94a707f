package io.github.saascore.revision;

/**
 * A name for a branch, written at one of its revisions; the same characters as in ids are legal.
 *
 * @param value the text, at most 255 characters
 */
public record BranchLabel(String value) implements Comparable<BranchLabel> {

  /**
   * Checks the text.
   *
   * @throws SaascoreException BAD_IDENTIFIER when a target could not name it
   */
  public BranchLabel {
    Names.require("branch label", value);
  }

  /**
   * Makes a label from text.
   *
   * @throws SaascoreException BAD_IDENTIFIER when a target could not name it
   */
  public static BranchLabel of(String value) {
    return new BranchLabel(value);
  }

  /** Orders labels by their text. */
  @Override
  public int compareTo(BranchLabel other) {
    return value.compareTo(other.value);
  }

  /** Returns the text of the label alone. */
  @Override
  public String toString() {
    return value;
  }
}
