package io.github.saascore.engine;

import java.util.Locale;

/** Numbers as people read them in a question or a refusal. */
public final class Amounts {
  private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB"};

  private Amounts() {}

  /** Returns {@code 1 row} or {@code 1,200 rows}. */
  public static String number(long count, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
  }

  /** Returns {@code 24 kB} or {@code 7.1 MB}; a kB has 1,024 bytes, as in PostgreSQL. */
  public static String size(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    String form = unit < 2 || value == Math.rint(value) ? "%.0f %s" : "%.1f %s";
    return String.format(Locale.ROOT, form, value, UNITS[unit]);
  }
}
