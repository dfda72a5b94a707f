package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a script into statements, well enough for the test pairs. */
final class SqlPieces {
  private static final Pattern TOKEN =
      Pattern.compile(
          "--[^\n]*"
              + "|/\\*(?:[^*]|\\*(?!/))*\\*/"
              + "|[eE]'(?:[^'\\\\]|\\\\.|'')*'"
              + "|'(?:[^']|'')*'"
              + "|\"(?:[^\"]|\"\")*\""
              + "|(\\$(?:[A-Za-z_]\\w*)?\\$)(?:.*?)\\1"
              + "|\\b(?i:begin\\s+atomic)\\b"
              + "|\\b(?i:case)\\b"
              + "|\\b(?i:end)\\b"
              + "|\\w+"
              + "|[();]",
          Pattern.DOTALL);

  private SqlPieces() {}

  static List<String> of(String script) {
    List<String> pieces = new ArrayList<>();
    Matcher token = TOKEN.matcher(script);
    int start = 0;
    int depth = 0;
    int brackets = 0;
    while (token.find()) {
      String text = token.group().toLowerCase(Locale.ROOT);
      if (text.startsWith("begin") && text.endsWith("atomic") && text.length() > 10) {
        depth++;
      } else if (depth > 0 && text.equals("case")) {
        depth++;
      } else if (depth > 0 && text.equals("end")) {
        depth--;
      } else if (text.equals("(") || text.equals(")")) {
        brackets += text.equals("(") ? 1 : -1;
      } else if (text.equals(";") && depth == 0 && brackets <= 0) {
        add(pieces, script.substring(start, token.start()));
        start = token.end();
      }
    }
    add(pieces, script.substring(start));
    return pieces;
  }

  private static void add(List<String> pieces, String piece) {
    String bare = piece.replaceAll("--[^\n]*", "").replaceAll("(?s)/\\*.*?\\*/", "").strip();
    if (!bare.isEmpty()) {
      pieces.add(piece.strip());
    }
  }
}
