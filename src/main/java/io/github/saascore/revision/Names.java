package io.github.saascore.revision;

import java.util.Optional;
import java.util.Set;

/** The rules that revision ids and branch labels share. */
final class Names {
  static final int MAX_LENGTH = 255;
  static final Set<String> RESERVED = Set.of("head", "heads", "base", "bases", "current");

  private static final String OPERATORS = "@-+:,";

  private Names() {}

  /** Returns the name as it is, or throws what is wrong with it. */
  static String require(String kind, String name) {
    Optional<String> fault = fault(name);
    if (fault.isPresent()) {
      throw Problem.of(Code.BAD_IDENTIFIER, kind + " '" + printable(name) + "' " + fault.get())
          .hint(
              "use letters, digits, '_' and '.'; the characters @ - + : , and spaces have a"
                  + " meaning in targets")
          .asException();
    }
    return name;
  }

  /** Tells what keeps a text from being a name, or nothing. */
  static Optional<String> fault(String name) {
    if (name.isEmpty()) {
      return Optional.of("is empty");
    }
    if (name.length() > MAX_LENGTH) {
      return Optional.of(
          "has " + name.length() + " characters; at most " + MAX_LENGTH + " are legal");
    }
    if (RESERVED.contains(name)) {
      return Optional.of("is a reserved word");
    }
    return isPlain(name)
        ? Optional.empty()
        : name.codePoints().mapToObj(Names::fault).flatMap(Optional::stream).findFirst();
  }

  /** Tells, faster than by character classes, whether it is letters, digits and underscores. */
  private static boolean isPlain(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !(c >= '0' && c <= '9') && c != '_') {
        return false;
      }
    }
    return true;
  }

  private static Optional<String> fault(int character) {
    if (OPERATORS.indexOf(character) >= 0) {
      return Optional.of("contains '" + Character.toString(character) + "'");
    }
    if (Character.isWhitespace(character) || Character.isSpaceChar(character)) {
      return Optional.of("contains white space");
    }
    return switch (Character.getType(character)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE ->
          Optional.of(String.format("contains the invisible character U+%04X", character));
      default -> Optional.empty();
    };
  }

  private static String printable(String name) {
    String visible =
        name.codePoints()
            .map(c -> Character.isISOControl(c) ? '\uFFFD' : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return visible.length() <= 60 ? visible : visible.substring(0, 60) + "...";
  }
}
