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

  private static final String SPACE = "(?:\\s++|/\\*(?s:.)*?\\*/|--[^\n]*+\n)++";

  /** Wrappers choose the names of their options: what may be a secret is taken for one. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)(?:(?:passw|pwd|secret|token|credential|"
              + KEY
              + ")\\w*\"?"
              + SPACE
              + "|(?:passw|pwd|secret)\\w*\"?\\s*=\\s*"
              + "|password(?='(?!s\\b)))(?:(E|U&)?(\\\\?'++)|(\\$\\w*\\$))");

  /** The columns of a key and their values, as the server tells them in a DETAIL. */
  private static final Pattern KEY_VALUES =
      Pattern.compile(
          "(?i)(\\([^\n]*(?:passw|pwd|secret|token|credential)[^\n]*\\)=\\()[^\n]*(?=\\))");

  private static final String AFTER = " \t\r\n,;)";

  /** What stands before a word that was meant to be a password, and that word. */
  private static final Pattern WORD = Pattern.compile("(?i)passw\\w*\"?(?:\\s*=)?" + SPACE + "$");

  private static final Pattern TOKEN = Pattern.compile("\"(?:[^\"]|\"\")*+\"|[^\\s;,()]+");

  /** A connection string or URL, as subscriptions and dblink have them. */
  private static final Pattern CONNECTION =
      Pattern.compile(
          "(?i)((?:password|passwd)=)[^\\s'\"(]+|([a-z]://[^\\s/:@']+:)[^\\s'\"@/]+(?=@)");

  private SecretText() {}

  /** Returns a text with {@code (hidden)} in the place of each password. */
  public static String hidden(String text) {
    return mayHoldOne(text) ? keys(connections(literals(text))) : text;
  }

  /**
   * Returns what the server says of a statement without the word that it stumbled over, where that
   * stands in the place of a password: one without quotes, for example.
   *
   * @param position where in the statement, in code points from 1
   */
  static String refusal(String message, String sql, int position) {
    int at = Math.min(position - 1, sql.codePointCount(0, sql.length()));
    int offset = sql.offsetByCodePoints(0, at);
    Matcher token = TOKEN.matcher(sql).region(offset, sql.length());
    return token.lookingAt() && WORD.matcher(sql.substring(0, offset)).find()
        ? message.replace(token.group(), HIDDEN)
        : message;
  }

  private static String keys(String text) {
    return KEY_VALUES.matcher(text).replaceAll("$1" + HIDDEN);
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
      boolean quoted = matcher.group(2) != null;
      int begin = matcher.start(quoted ? 2 : 3);
      shown.append(text, at, matcher.group(1) == null ? begin : matcher.start(1)).append(HIDDEN);
      at = end(text, matcher, quoted);
    }
    return at == 0 ? text : shown.append(text, at, text.length()).toString();
  }

  private static int end(String text, Matcher matcher, boolean quoted) {
    if (!quoted) {
      return dollarEnd(text, matcher.end(), matcher.group(3));
    }
    String mark = matcher.group(2);
    if (mark.length() % 2 == 1) {
      boolean backslashes = "E".equalsIgnoreCase(matcher.group(1));
      return quotedEnd(text, matcher.start(2) + 1, backslashes);
    }
    // An empty literal, or one inside of another: its quotes are doubled, or have a backslash.
    boolean empty =
        matcher.end() == text.length() || AFTER.indexOf(text.charAt(matcher.end())) >= 0;
    return empty ? matcher.end() : dollarEnd(text, matcher.end(), mark);
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
