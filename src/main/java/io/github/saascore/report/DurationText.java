package io.github.saascore.report;

import java.util.Locale;

/** Writes how long something took, with no more digits than a reader can use. */
public final class DurationText {
  private static final int SECOND = 1_000;
  private static final int MINUTE = 60 * SECOND;
  private static final int HOUR = 60 * MINUTE;

  private DurationText() {}

  /** Returns for example {@code 0.012 s}, {@code 0.31 s}, {@code 12.3 s} or {@code 2 min 5 s}. */
  public static String of(long millis) {
    if (millis >= HOUR) {
      return millis / HOUR + " h " + millis % HOUR / MINUTE + " min";
    }
    if (millis >= MINUTE) {
      return millis / MINUTE + " min " + millis % MINUTE / SECOND + " s";
    }
    if (millis >= 10 * SECOND) {
      return String.format(Locale.ROOT, "%d.%d s", millis / SECOND, millis % SECOND / 100);
    }
    return millis >= 100
        ? String.format(Locale.ROOT, "%d.%02d s", millis / SECOND, millis % SECOND / 10)
        : String.format(Locale.ROOT, "0.%03d s", millis);
  }
}
