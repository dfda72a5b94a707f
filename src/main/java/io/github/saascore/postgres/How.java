package io.github.saascore.postgres;

import java.util.Locale;

/** How a revision came to count as applied. */
public enum How {
  /** Its statements ran. */
  UPGRADED,
  /** Everything it makes existed already and was found equal. */
  ADOPTED,
  /** Somebody said so with {@code stamp}. */
  STAMPED;

  /** Returns the form that is stored. */
  public String stored() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the value for a stored form. */
  public static How of(String stored) {
    return valueOf(stored.toUpperCase(Locale.ROOT));
  }
}
