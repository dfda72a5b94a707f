package io.github.saascore.script;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Problems;
import io.github.saascore.revision.Suggestions;
import io.github.saascore.script.SqlScanner.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the lines {@code -- key: value} at the begin of a file, up to the first statement or
 * marker.
 *
 * <p>A comment line that does not look like a key is free text. A word in lower case with a colon,
 * or one that is spelled like a known key, is taken for a key.
 */
final class HeaderReader {
  private static final Pattern LINE =
      Pattern.compile("--[ \\t]*([A-Za-z][A-Za-z0-9_-]*)[ \\t]*:(?:[ \\t]+(.*)|[ \\t]*)");

  private final Source source;
  private final List<String> known;
  private final Problems problems;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /**
   * One line of the header.
   *
   * @param value the text behind the colon, stripped
   * @param offset where the value begins
   */
  record Entry(String value, int offset) {
    /** Returns the parts of a list with commas between; none for an empty value. */
    List<String> parts() {
      return value.isEmpty()
          ? List.of()
          : Pattern.compile(",").splitAsStream(value).map(String::strip).toList();
    }
  }

  private HeaderReader(Source source, List<String> known, Problems problems) {
    this.source = source;
    this.known = known;
    this.problems = problems;
  }

  /** Returns the header's entries by key, and collects what is wrong with them. */
  static Map<String, Entry> read(Source source, List<String> known, Problems problems) {
    HeaderReader reader = new HeaderReader(source, known, problems);
    reader.read();
    return reader.entries;
  }

  private void read() {
    String text = source.text();
    SqlScanner scanner = new SqlScanner(text, 0, text.length());
    Kind kind = scanner.nextOrComment();
    while (kind == Kind.BLOCK_COMMENT || kind == Kind.LINE_COMMENT) {
      if (kind == Kind.LINE_COMMENT) {
        if (Marker.isMarker(text, scanner.start(), scanner.end())) {
          return;
        }
        line(scanner.start(), text.substring(scanner.start(), scanner.end()).stripTrailing());
      }
      kind = scanner.nextOrComment();
    }
  }

  private void line(int start, String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return;
    }
    String key = matcher.group(1);
    if (!known.contains(key)) {
      unknown(key, start + matcher.start(1));
      return;
    }
    String value = Optional.ofNullable(matcher.group(2)).orElse("").strip();
    int offset = start + (matcher.group(2) == null ? line.length() : matcher.start(2));
    if (entries.putIfAbsent(key, new Entry(value, offset)) != null) {
      problems.add(
          Problem.of(Code.BAD_HEADER, "header key '" + key + "' stands twice")
              .at(source.place(start))
              .hint("write several values in one line, with commas between"));
    }
  }

  private void unknown(String key, int offset) {
    Optional<String> meant = Suggestions.didYouMean(key, known);
    boolean lowerCase = key.equals(key.toLowerCase(Locale.ROOT));
    if (meant.isEmpty() && !lowerCase) {
      return;
    }
    problems.add(
        Problem.of(Code.BAD_HEADER, "unknown header key '" + key + "'")
            .at(source.place(offset))
            .hint(meant.orElse("known keys: " + String.join(", ", known))));
  }
}
