package io.github.saascore.schema;

import io.github.saascore.postgres.Quote;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A hint that an object was renamed, or that it was not.
 *
 * @param path the old name as SQL writes it: {@code table}, {@code schema.table}, {@code
 *     schema.table.column}; the schema may be left out
 * @param name the new name, with its schema where that changes too; empty where the object is to be
 *     dropped, and whatever looks like it added, on purpose
 */
public record Rename(String path, Optional<String> name) {
  /** What stands for the new name where there is none: drop and add on purpose. */
  public static final String ON_PURPOSE = "-";

  /** Checks that both names are there. */
  public Rename {
    if (parts(path).stream().anyMatch(String::isBlank)
        || name.filter(text -> parts(text).stream().anyMatch(String::isBlank)).isPresent()) {
      throw malformed(path + name.map(text -> ":" + text).orElse(""));
    }
  }

  /**
   * Returns the hint behind a text like {@code app.users.mail:email}.
   *
   * @throws SaascoreException BAD_PARAMETER where it is no such text
   */
  public static Rename parse(String text) {
    List<String> sides = split(text.strip(), ':');
    if (sides.size() != 2) {
      throw malformed(text);
    }
    String wanted = sides.get(1).strip();
    return new Rename(
        sides.get(0).strip(), wanted.equals(ON_PURPOSE) ? Optional.empty() : Optional.of(wanted));
  }

  private static SaascoreException malformed(String text) {
    return Problem.of(Code.BAD_PARAMETER, "'" + text + "' is no rename")
        .hint(
            "write old:new, for example -Dsaascore.rename=app.users.mail:email, or"
                + " -Dsaascore.rename=app.users.mail:- to drop it on purpose")
        .asException();
  }

  /** Returns the hint as it is typed. */
  public String text() {
    return path + ":" + name.orElse(ON_PURPOSE);
  }

  /** Returns the plain names that a path consists of. */
  List<String> plainPath() {
    return parts(path).stream().map(Rename::plain).toList();
  }

  /** Returns the plain new name, the schema left out. */
  String plainName() {
    List<String> parts = parts(name.orElse(""));
    return plain(parts.get(parts.size() - 1));
  }

  /** Returns whether this hint and another would exchange two names. */
  public boolean reverses(Rename other) {
    List<String> own = plainPath();
    List<String> others = other.plainPath();
    return name.isPresent()
        && other.name().isPresent()
        && own.size() == others.size()
        && own.get(own.size() - 1).equals(other.plainName())
        && others.get(others.size() - 1).equals(plainName());
  }

  /** Returns the plain schema the object moves to, if the hint names one. */
  Optional<String> plainSchema() {
    List<String> parts = parts(name.orElse(""));
    return parts.size() < 2 ? Optional.empty() : Optional.of(plain(parts.get(0)));
  }

  private static String plain(String part) {
    return Quote.plain(part.strip());
  }

  /**
   * Returns the parts of a dotted name, quotes respected and the arguments of a routine cut off.
   */
  static List<String> parts(String dotted) {
    int open = dotted.indexOf('(');
    return split(open < 0 || dotted.startsWith("\"") ? dotted : dotted.substring(0, open), '.');
  }

  /** Splits a text at a character outside of quotes and parentheses. */
  static List<String> split(String text, char separator) {
    List<String> pieces = new ArrayList<>();
    int start = 0;
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == '(') {
        depth++;
      } else if (!quoted && c == ')') {
        depth--;
      } else if (!quoted && depth == 0 && c == separator) {
        pieces.add(text.substring(start, i));
        start = i + 1;
      }
    }
    pieces.add(text.substring(start));
    return pieces;
  }

  /** Returns the path that leads to an object, as a hint writes it. */
  static String path(Address address) {
    return split(address.qualified(), '.').stream()
        .map(part -> part.replaceFirst("\\(.*", ""))
        .collect(Collectors.joining("."));
  }
}
