package io.github.saascore.report;

import java.util.Locale;

/** Writes how much space something takes, in the units of PostgreSQL (1 kB = 1024 bytes). */
public final class BytesText {
  private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB", "PB"};
  private static final int STEP = 1024;

  private BytesText() {}

  /** Returns for example {@code 0 bytes}, {@code 512 bytes}, {@code 8.0 kB} or {@code 1.2 MB}. */
  public static String of(long bytes) {
    double value = bytes;
    int unit = 0;
    while (Math.abs(value) >= STEP && unit < UNITS.length - 1) {
      value /= STEP;
      unit++;
    }
    return unit == 0
        ? bytes + (bytes == 1 ? " byte" : " bytes")
        : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
  }
}
