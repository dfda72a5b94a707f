package io.github.saascore.schema;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The way of a column's values from one type to another.
 *
 * <p>Where the server has an assignment cast, no {@code USING} is written: an explicit cast would
 * cut a text or bits that are too long, which an assignment refuses to do (see "Type Casts" and
 * "CREATE CAST" in the manual).
 *
 * @param from the type as the server writes it
 * @param to the wanted type as the server writes it
 */
record Conversion(String from, String to) {
  private static final Pattern TEXT =
      Pattern.compile("(text|character varying|character|name|\"char\")\\b.*");
  private static final List<String> NUMBERS =
      List.of("smallint", "integer", "bigint", "numeric", "real", "double precision");
  private static final Pattern TIME = Pattern.compile("(timestamp|date)\\b.*");
  private static final Pattern CLOCK = Pattern.compile("time\\b.*");
  private static final Pattern BITS = Pattern.compile("bit\\b.*");
  private static final Pattern JSON = Pattern.compile("jsonb?");
  private static final Pattern SCALED = Pattern.compile("numeric\\((\\d+),(-?\\d+)\\)");
  private static final Pattern FRACTION =
      Pattern.compile("(?:timestamp|time|interval)\\D*\\((\\d)\\).*");

  /** Returns the expression that converts a column, none where an assignment does. */
  Optional<String> using(String column) {
    boolean arrays = from.endsWith("[]") && to.endsWith("[]");
    boolean direct =
        from.endsWith("[]") == to.endsWith("[]")
            && !from.equals(to)
            && (matches(TEXT, element(to))
                || (number(from) >= 0 && number(to) >= 0)
                || (matches(TIME, from) && matches(TIME, to))
                || (matches(BITS, element(from)) && matches(BITS, element(to)))
                || (matches(JSON, element(from)) && matches(JSON, element(to))));
    if (direct || (matches(TEXT, to) && !to.endsWith("[]"))) {
      return Optional.empty();
    }
    return Optional.of(column + "::text" + (arrays ? "[]" : "") + "::" + to);
  }

  /** Returns what can get lost of the values without an error, for people. */
  Optional<String> loss() {
    String old = element(from);
    String wanted = element(to);
    if (number(old) >= 0 && number(wanted) >= 0) {
      return rounds(old, wanted)
          ? Optional.of("digits of values that do not fit are rounded off")
          : Optional.empty();
    }
    if (matches(TIME, old) && wanted.equals("date") && !old.equals("date")) {
      return Optional.of("the time of day is cut off");
    }
    Optional<String> cut = cut(old, wanted);
    if (cut.isPresent()) {
      return cut;
    }
    boolean finer = fraction(old) > fraction(wanted) && bare(old).equals(bare(wanted));
    return finer ? Optional.of("fractions of seconds are rounded off") : Optional.empty();
  }

  /** Returns what a conversion by way of a text passes over. */
  private static Optional<String> cut(String old, String wanted) {
    boolean text = matches(TEXT, old);
    if (matches(TIME, old) && matches(CLOCK, wanted)) {
      return Optional.of("the date is cut off");
    }
    if (matches(CLOCK, old)
        && matches(CLOCK, wanted)
        && old.endsWith(" with time zone")
        && wanted.endsWith(" without time zone")) {
      return Optional.of("the time zone is cut off");
    }
    if (text && (wanted.equals("\"char\"") || wanted.equals("name")) && !old.equals(wanted)) {
      return Optional.of("a text that is too long is cut off");
    }
    if (text && wanted.equals("tsvector")) {
      return Optional.of("all but the words is left out");
    }
    boolean scaled = text && scale(wanted).isPresent();
    return scaled || (number(old) >= 3 && wanted.equals("money"))
        ? Optional.of("digits of values that do not fit are rounded off")
        : Optional.empty();
  }

  private static boolean rounds(String old, String wanted) {
    int before = number(old);
    int after = number(wanted);
    if (after == 3) {
      Optional<Integer> scale = scale(wanted);
      boolean whole = before <= 2;
      boolean scaled = before == 3 && scale(old).isPresent();
      boolean fits =
          scale.isEmpty()
              || (whole && scale.get() >= 0)
              || (scaled && scale(old).get() <= scale.get());
      return !fits;
    }
    if (after <= 2) {
      return before > 3 || (before == 3 && scale(old).filter(digits -> digits <= 0).isEmpty());
    }
    // A float holds integers of 24 bits, a double those of 53.
    boolean exact = after == 4 ? before == 0 || before == 4 : before <= 1 || before >= 4;
    return !exact;
  }

  private static Optional<Integer> scale(String type) {
    Matcher scaled = SCALED.matcher(type);
    return scaled.matches() ? Optional.of(Integer.valueOf(scaled.group(2))) : Optional.empty();
  }

  private static int fraction(String type) {
    Matcher digits = FRACTION.matcher(type);
    return digits.matches() ? Integer.parseInt(digits.group(1)) : 6;
  }

  private static int number(String type) {
    return NUMBERS.indexOf(bare(type));
  }

  private static String bare(String type) {
    return type.replaceAll("\\([^)]*\\)", "");
  }

  private static String element(String type) {
    return type.endsWith("[]") ? type.substring(0, type.length() - 2) : type;
  }

  private static boolean matches(Pattern pattern, String type) {
    return pattern.matcher(type).matches();
  }
}
