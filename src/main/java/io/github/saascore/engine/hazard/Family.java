package io.github.saascore.engine.hazard;

/** What a rule is about. */
public enum Family {
  /** Reads or writes wait while a table is read or changed. */
  LOCKS("Locks"),
  /** A table is written anew under a lock. */
  REWRITES("Rewrites"),
  /** Data is destroyed. */
  LOSS("Loss of data"),
  /** An application that runs meanwhile breaks. */
  CLIENTS("Running applications"),
  /** The script itself fails or does not do what it says. */
  SCRIPT("The script"),
  /** The tables that come out of it. */
  MODEL("The model"),
  /** Taste and convention. */
  STYLE("Style");

  private final String title;

  Family(String title) {
    this.title = title;
  }

  /** Returns the family's name as a heading. */
  public String title() {
    return title;
  }
}
