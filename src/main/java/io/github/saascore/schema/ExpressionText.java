package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * Brings the server's text of an expression to the form that it would have after being read back.
 *
 * <p>The deparser writes {@code s IN ('a', 'b')} on a varchar as {@code (ARRAY['a'::character
 * varying, 'b'::character varying])::text[]}; the parser moves the cast into the elements, so that
 * the same constraint created from that text reads {@code ARRAY[('a'::character varying)::text,
 * ...]}. The second form is stable; both mean the same.
 */
final class ExpressionText {
  private static final String OPEN = "(ARRAY[";

  private ExpressionText() {}

  /** Returns the stable form of a text; most texts are stable already. */
  static String stable(String text) {
    String result = text;
    int at = result.indexOf(OPEN);
    while (at >= 0) {
      result = pushCast(result, at);
      at = result.indexOf(OPEN, at + 1);
    }
    return result;
  }

  private static String pushCast(String text, int open) {
    int first = open + OPEN.length();
    List<String> items = new ArrayList<>();
    int end = items(text, first, items);
    if (end < 0 || !text.startsWith("])::", end)) {
      return text;
    }
    int typeStart = end + 4;
    int typeEnd = text.indexOf("[]", typeStart);
    if (typeEnd < 0 || !text.substring(typeStart, typeEnd).matches("[\\w\". ]+")) {
      return text;
    }
    String type = text.substring(typeStart, typeEnd);
    StringBuilder result = new StringBuilder(text.substring(0, open)).append("ARRAY[");
    for (int i = 0; i < items.size(); i++) {
      result.append(i == 0 ? "" : ", ").append('(').append(items.get(i)).append(")::").append(type);
    }
    return result.append(']').append(text.substring(typeEnd + 2)).toString();
  }

  /** Collects the elements from a position on and returns where the closing bracket stands. */
  private static int items(String text, int start, List<String> items) {
    int depth = 0;
    int itemStart = start;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'' || c == '"') {
        i = text.indexOf(c, i + 1);
        if (i < 0) {
          return -1;
        }
      } else if (c == '(' || c == '[') {
        depth++;
      } else if (depth == 0 && (c == ',' || c == ']')) {
        items.add(text.substring(itemStart, i).strip());
        itemStart = i + 1;
        if (c == ']') {
          return i;
        }
      } else if (c == ')' || c == ']') {
        depth--;
      }
    }
    return -1;
  }
}
