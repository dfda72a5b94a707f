package io.github.saascore.report;

import io.github.saascore.revision.RevisionId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The small pieces that all texts are made of. */
final class Words {
  /** So many things are listed before "and 12 more". */
  static final int SHOWN = 20;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Words() {}

  /** Returns {@code 1 table} or {@code 1,200 tables}. */
  static String count(long count, String noun) {
    return number(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /** Returns a number with commas between thousands. */
  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Returns the names with commas between them, and how many more there are beyond the first. */
  static String listed(Collection<String> names, int shown) {
    String text = names.stream().limit(shown).collect(Collectors.joining(", "));
    return names.size() > shown ? text + " and " + number(names.size() - shown) + " more" : text;
  }

  /** Returns one line for each value, and one that says how many more there are. */
  static <T> List<String> lines(List<T> values, int shown, Function<T, String> line) {
    List<String> lines = new ArrayList<>();
    values.stream().limit(shown).map(line).forEach(lines::add);
    if (values.size() > shown) {
      lines.add("and " + number(values.size() - shown) + " more");
    }
    return lines;
  }

  /** Returns the ids with commas between them. */
  static String ids(Collection<RevisionId> ids) {
    return listed(ids.stream().map(RevisionId::value).toList(), SHOWN);
  }

  /** Returns a text without line breaks. */
  static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  /** Returns a point of time to the second, as {@code 2026-11-22 03:31:30Z}. */
  static String time(Instant instant) {
    return TIME.format(instant);
  }
}
