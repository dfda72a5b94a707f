package io.github.saascore.postgres;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides the passwords in statements that are shown to people.
 *
 * <p>What stands for one is no SQL: what is copied from a console fails, and sets no password to a
 * word that everybody can read. A file that is asked for has the statements as they are.
 */
public final class SecretText {
  private static final String HIDDEN = "(hidden)";

  /** A key of an option or with a word before it; not the keys of a schema that prose speaks of. */
  private static final String KEY = "(?:(?<=[\\w\"(,])|(?<=^|, |\\( |ADD |SET ))key";

  /** Wrappers choose the names of their options: what may be a secret is taken for one. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)(?:(?:passw|pwd|secret|token|credential|"
              + KEY
              + ")\\w*\"?\\s+"
              + "|(?:passw|pwd|secret)\\w*\"?\\s*=\\s*)(?:(E)?'|(\\$\\w*\\$))");

  /** A connection string or URL, as subscriptions and dblink have them. */
  private static final Pattern CONNECTION =
      Pattern.compile(
          "(?i)((?:password|passwd)=)[^\\s'\"(]+|([a-z]://[^\\s/:@']+:)[^\\s'\"@/]+(?=@)");

  private SecretText() {}

  /** Returns a text with {@code (hidden)} in the place of each password. */
  public static String hidden(String text) {
    return mayHoldOne(text) ? connections(literals(text)) : text;
  }

  /** Thousands of lines are shown without any of these, before a pattern is compiled. */
  private static boolean mayHoldOne(String text) {
    return text.indexOf('\'') >= 0
        || text.indexOf('$') >= 0
        || text.indexOf('=') >= 0
        || text.indexOf('@') >= 0;
  }

  private static String connections(String text) {
    return CONNECTION
        .matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    Optional.ofNullable(match.group(1)).orElseGet(() -> match.group(2)) + HIDDEN));
  }

  private static String literals(String text) {
    Matcher matcher = NAMED.matcher(text);
    StringBuilder shown = new StringBuilder();
    int at = 0;
    while (matcher.find(at)) {
      boolean quoted = matcher.group(2) == null;
      int begin = quoted ? matcher.end() - 1 : matcher.start(2);
      shown.append(text, at, matcher.group(1) == null ? begin : begin - 1).append(HIDDEN);
      at =
          quoted
              ? quotedEnd(text, matcher.end(), matcher.group(1) != null)
              : dollarEnd(text, matcher.end(), matcher.group(2));
    }
    return at == 0 ? text : shown.append(text, at, text.length()).toString();
  }

  /** Returns the offset behind a literal; of one that never ends, the end. */
  private static int quotedEnd(String text, int from, boolean backslashes) {
    int i = from;
    while (i < text.length()) {
      char c = text.charAt(i);
      boolean doubled = c == '\'' && i + 1 < text.length() && text.charAt(i + 1) == '\'';
      if (c == '\'' && !doubled) {
        return i + 1;
      }
      i += doubled || (backslashes && c == '\\') ? 2 : 1;
    }
    return text.length();
  }

  private static int dollarEnd(String text, int from, String tag) {
    int close = text.indexOf(tag, from);
    return close < 0 ? text.length() : close + tag.length();
  }
}
