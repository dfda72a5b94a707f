package io.github.saascore.schema;

/**
 * A change that is wanted and that the script does not make.
 *
 * @param change what differs and goes on to differ
 * @param cause why, in short
 * @param reason why, for people
 */
public record LeftOut(Change change, Cause cause, String reason) {

  /** Why a change is left out. */
  public enum Cause {
    /** It would lose rows or values. */
    LOSES_DATA,
    /** Neither the history nor the model made the object: it is left alone. */
    NOT_OURS,
    /** Only what is missing is created. */
    ADDS_ONLY,
    /** Something that stays needs the object as it is. */
    NEEDED,
    /** It needs something that is left out itself, or a name that stays taken. */
    BLOCKED
  }
}
