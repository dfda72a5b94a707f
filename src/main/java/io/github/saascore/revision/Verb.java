package io.github.saascore.revision;

/** The goals that take targets, and how a user types them. */
public enum Verb {
  /** Applies revisions. */
  UPGRADE("upgrade", "target"),
  /** Undoes revisions. */
  DOWNGRADE("downgrade", "target"),
  /** Changes what is recorded, without running anything. */
  STAMP("stamp", "target"),
  /** Joins lines in a new revision. */
  MERGE("merge", "target"),
  /** Writes a new revision. */
  REVISION("revision", "head"),
  /** Writes one revision that does the work of several. */
  SQUASH("squash", "range"),
  /** Shows single revisions. */
  SHOW("show", "target"),
  /** Lists revisions. */
  HISTORY("history", "range");

  private final String goal;
  private final String parameter;

  Verb(String goal, String parameter) {
    this.goal = goal;
    this.parameter = parameter;
  }

  /** Returns the goal's name, for example {@code upgrade}. */
  public String goal() {
    return goal;
  }

  /** Returns the command to paste, for example {@code mvn saascore:upgrade}. */
  public String command() {
    return "mvn saascore:" + goal;
  }

  /** Returns the command to paste with a target, a head or a range. */
  public String command(String target) {
    return command() + " -Dsaascore." + parameter + "=" + target;
  }
}
