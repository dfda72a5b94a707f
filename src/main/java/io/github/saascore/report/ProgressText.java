package io.github.saascore.report;

import io.github.saascore.engine.Event;
import io.github.saascore.postgres.Skipped;
import io.github.saascore.revision.Revision;
import java.util.ArrayList;
import java.util.List;

/** Writes what happens during a run: one line an event, and what was skipped below it. */
public final class ProgressText {
  private static final String INDENT = "      ";

  private ProgressText() {}

  /** Returns the lines of an event; at least one. */
  public static List<String> lines(Event event, Style style) {
    if (event instanceof Event.Upgraded done) {
      List<String> lines = new ArrayList<>();
      lines.add(
          numbered(done.number(), done.of())
              + named(done.revision(), style)
              + took(done.millis(), style));
      Words.lines(done.skipped(), Words.SHOWN, ProgressText::skipped)
          .forEach(line -> lines.add(INDENT + style.warn(line)));
      return lines;
    }
    if (event instanceof Event.Adopted adopted) {
      List<String> lines = new ArrayList<>();
      lines.add(
          numbered(adopted.number(), adopted.of())
              + named(adopted.revision(), style)
              + "  adopted: all that it makes is there");
      Words.lines(adopted.data(), Words.SHOWN, ProgressText::notRun)
          .forEach(line -> lines.add(INDENT + style.warn(line)));
      return lines;
    }
    return List.of(line(event, style));
  }

  private static String line(Event event, Style style) {
    if (event instanceof Event.Matched matched) {
      return matched.text();
    }
    if (event instanceof Event.Implied implied) {
      return "recorded "
          + named(implied.revision(), style)
          + ": all that it replaces is applied, nothing ran";
    }
    if (event instanceof Event.Downgraded undone) {
      return numbered(undone.number(), undone.of())
          + "undone "
          + named(undone.revision(), style)
          + took(undone.millis(), style);
    }
    if (event instanceof Event.DoneElsewhere done) {
      return named(done.revision(), style) + "  was done by another build meanwhile";
    }
    if (event instanceof Event.Repeated repeated) {
      return "repeatable script " + style.strong(repeated.name()) + took(repeated.millis(), style);
    }
    if (event instanceof Event.Waiting waiting) {
      return style.warn(waiting.text());
    }
    if (event instanceof Event.Warning warning) {
      return style.warn(warning.text());
    }
    if (event instanceof Event.Note note) {
      return note.text();
    }
    if (event instanceof Event.Notice notice) {
      return "database says: " + notice.text().strip();
    }
    throw new IllegalArgumentException("unknown event " + event);
  }

  /** Returns {@code [2/9] }, as wide for every step of the run. */
  static String numbered(int number, int of) {
    String total = Integer.toString(of);
    return "["
        + " ".repeat(total.length() - Integer.toString(number).length())
        + number
        + "/"
        + total
        + "] ";
  }

  private static String named(Revision revision, Style style) {
    String message = Words.oneLine(revision.message());
    return style.strong(revision.id().value()) + (message.isEmpty() ? "" : "  " + message);
  }

  private static String took(long millis, Style style) {
    return "  " + style.faint("(" + DurationText.of(millis) + ")");
  }

  private static String notRun(Skipped data) {
    return "not run: %s, %s (%s)".formatted(data.what(), data.reason(), data.where());
  }

  /** Returns what was skipped, why and where. */
  static String skipped(Skipped skipped) {
    return "skipped %s: %s (%s)".formatted(skipped.what(), skipped.reason(), skipped.where());
  }
}
