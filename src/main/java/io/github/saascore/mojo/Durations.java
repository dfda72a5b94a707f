package io.github.saascore.mojo;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads lengths of time as people write them. */
final class Durations {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

  private Durations() {}

  /** Returns the length that a text such as {@code 5s} means; empty when it means none. */
  static Optional<Duration> parse(String text) {
    String stripped = text.strip();
    if (stripped.equals("0")) {
      return Optional.of(Duration.ZERO);
    }
    Matcher matcher = TEXT.matcher(stripped);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(number);
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        });
  }
}
