package io.github.saascore.revision;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the grammar that {@link Target} shows. */
final class TargetParser {
  private static final Pattern TARGET =
      Pattern.compile(
          "(?:(?<branch>[^@:,+\\-\\s]+)@)?(?<symbol>[^@:,+\\-\\s]+)?(?<steps>[+-][0-9]+)?");

  /** More steps than any graph has, so that a longer number is as far out of range as it was. */
  private static final int TOO_MANY = 1_000_000_000;

  private TargetParser() {}

  static Target target(String text) {
    if (text.indexOf(':') >= 0) {
      throw rangeOnline(text);
    }
    Matcher parts = TARGET.matcher(text);
    if (!parts.matches()) {
      throw malformed(text);
    }
    Optional<String> branch = Optional.ofNullable(parts.group("branch"));
    Optional<String> symbol = Optional.ofNullable(parts.group("symbol"));
    Optional<String> steps = Optional.ofNullable(parts.group("steps"));
    if (branch.filter(Names.RESERVED::contains).isPresent()
        || (symbol.isEmpty() && steps.isEmpty())) {
      throw malformed(text);
    }
    if (steps.isPresent()) {
      return new Target.Relative(branch, symbol, count(steps.get()));
    }
    return new Target.Absolute(branch, symbol.orElseThrow());
  }

  static List<Target> list(String text) {
    return Arrays.stream(text.split(",", -1)).map(Target::parse).toList();
  }

  static Range range(String text) {
    String[] ends = text.split(":", -1);
    if (ends.length == 1) {
      throw Problem.of(Code.RANGE_REQUIRED, "'" + text + "' is not a range")
          .hint("write both ends with a colon: from:to, from: or :to, for example base:head")
          .asException();
    }
    if (ends.length > 2) {
      throw malformed(text);
    }
    return new Range(end(ends[0]), end(ends[1]));
  }

  private static Optional<Target> end(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of(Target.parse(text));
  }

  private static int count(String signed) {
    int size = signed.length() > 10 ? TOO_MANY : Integer.parseInt(signed.substring(1));
    return signed.charAt(0) == '-' ? -size : size;
  }

  private static SaascoreException rangeOnline(String text) {
    return Problem.of(Code.RANGE_ONLINE, "the range '" + text + "' is not a single target")
        .because(
            "A database is taken from where it stands; only history and offline plans have two"
                + " ends.")
        .hint(
            "name the destination alone: -Dsaascore.target="
                + text.substring(text.indexOf(':') + 1)
                + "\nor plan without a database: mvn saascore:plan -Dsaascore.offline="
                + text)
        .asException();
  }

  private static SaascoreException malformed(String text) {
    return Problem.of(Code.BAD_TARGET, "'" + text + "' is not a target")
        .hint(
            "legal are: head, heads, base, an id, the first four or more characters of an id,"
                + " a branch label;\nlabel@head, label@id; and counts: +2, -1, label@+1, id+1,"
                + " head-1")
        .asException();
  }
}
