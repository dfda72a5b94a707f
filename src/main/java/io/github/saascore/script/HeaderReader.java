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
import java.util.stream.Stream;

/**
 * Reads the lines {@code -- key: value} at the begin of a file, up to the first statement or
 * marker.
 *
 * <p>A comment line that does not look like a key is free text. A word in lower case with a colon,
 * or one that is spelled like a known key, is taken for a key.
 */
final class HeaderReader {
  private static final int LONGEST = 10_000;

  /** The key that may stand several times, because its list may be longer than a line should be. */
  private static final String REPEATED = "replaces";

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
    /** Returns this list with what a later line of the same key adds to it. */
    private Entry and(Entry later) {
      return new Entry(value + "," + later.value(), offset);
    }

    /** Returns the parts of a list with commas between; none for an empty value. */
    List<String> parts() {
      if (value.indexOf(',') < 0) {
        return value.isEmpty() ? List.of() : List.of(value);
      }
      return Stream.of(value.split(",", 0)).map(String::strip).toList();
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
    Content text = source.content();
    SqlScanner scanner = new SqlScanner(text, 0, text.length());
    Kind kind = scanner.nextOrComment();
    while ((kind == Kind.BLOCK_COMMENT || kind == Kind.LINE_COMMENT) && !problems.isFull()) {
      if (kind == Kind.LINE_COMMENT) {
        if (Marker.isMarker(text, scanner.start(), scanner.end())) {
          return;
        }
        line(scanner.start(), text.text(scanner.start(), scanner.end()).stripTrailing());
      }
      kind = scanner.nextOrComment();
    }
  }

  private void line(int start, String line) {
    int from = skipBlanks(line, 2);
    int to = keyEnd(line, from);
    int colon = skipBlanks(line, to);
    if (to == from || colon >= line.length() || line.charAt(colon) != ':') {
      return;
    }
    int value = skipBlanks(line, colon + 1);
    boolean apart = value > colon + 1 || value == line.length();
    if (!apart) {
      return;
    }
    if (line.length() > LONGEST) {
      tooLong(start, line);
      return;
    }
    entry(start, line.substring(from, to), start + from, line.substring(value), start + value);
  }

  private static int skipBlanks(String line, int from) {
    int at = from;
    while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }

  private static int keyEnd(String line, int from) {
    int at = from;
    while (at < line.length() && isKeyPart(line.charAt(at), at == from)) {
      at++;
    }
    return at;
  }

  private static boolean isKeyPart(char c, boolean first) {
    boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (!first && ((c >= '0' && c <= '9') || c == '_' || c == '-'));
  }

  private void entry(int start, String key, int keyOffset, String value, int offset) {
    if (!known.contains(key)) {
      unknown(key, keyOffset);
      return;
    }
    Entry entry = new Entry(value.strip(), offset);
    if (key.equals(REPEATED)) {
      entries.merge(key, entry, Entry::and);
    } else if (entries.putIfAbsent(key, entry) != null) {
      problems.add(
          Problem.of(Code.BAD_HEADER, "header key '" + key + "' stands twice")
              .at(source.place(start))
              .hint("write several values in one line, with commas between"));
    }
  }

  /** Free text may be long; what begins like a key may not. */
  private void tooLong(int start, String line) {
    problems.add(
        Problem.of(Code.BAD_HEADER, "the header line has " + line.length() + " characters")
            .at(source.place(start))
            .because("at most " + LONGEST + " are read"));
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
