package io.github.saascore.postgres;

import java.util.Objects;

/**
 * A password, wrapped so that no record, log line or message can print it by accident.
 *
 * @param value the password itself, for the driver alone
 */
public record Secret(String value) {
  /** Checks that there is a value. */
  public Secret {
    Objects.requireNonNull(value, "value is null");
  }

  /** Returns a fixed text and never the value. */
  @Override
  public String toString() {
    return "(hidden)";
  }
}
