package io.github.saascore.mojo;

import io.github.saascore.postgres.Credentials;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The parameters of one execution as typed values.
 *
 * <p>The fields of the goals declare names, help texts and defaults for Maven; their values are
 * read here, so that the command line always beats the POM and every wrong value gets a text of
 * ours. An empty value on the command line is an error: it is an unset variable of a script more
 * often than a wish.
 */
final class Parameters {
  private final Function<String, Optional<Given>> sources;
  private final Function<String, Map<String, String>> maps;

  /**
   * Makes a reader.
   *
   * @param sources finds what is given for a parameter
   * @param maps finds the entries of a parameter that is a map
   */
  Parameters(
      Function<String, Optional<Given>> sources, Function<String, Map<String, String>> maps) {
    this.sources = sources;
    this.maps = maps;
  }

  /** Returns what is given for a parameter, wherever it comes from. */
  Optional<Given> given(String name) {
    Optional<Given> given = sources.apply(name);
    if (given.isPresent() && given.get().text().isBlank()) {
      throw Problem.of(Code.BAD_PARAMETER, "parameter '" + name + "' is empty")
          .at(given.get().source())
          .hint("give it a value, or leave it out")
          .asException();
    }
    return given;
  }

  /** Returns a text. */
  Optional<String> text(String name) {
    return given(name).map(Given::text);
  }

  /** Returns the texts between commas. */
  List<String> list(String name) {
    return text(name).stream()
        .flatMap(text -> Stream.of(text.split(",")))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  /** Returns whether a switch is on; off when nothing is given. */
  boolean flag(String name) {
    return given(name)
        .map(
            given ->
                switch (given.text().strip().toLowerCase(Locale.ROOT)) {
                  case "true" -> true;
                  case "false" -> false;
                  default -> throw wrong(name, given, "is neither true nor false");
                })
        .orElse(false);
  }

  /** Returns a count of at least 0. */
  int count(String name) {
    Given given = required(name);
    try {
      return Integer.parseUnsignedInt(given.text().strip());
    } catch (NumberFormatException e) {
      throw wrong(name, given, "is no whole number of at least 0");
    }
  }

  /**
   * Returns a length of time such as {@code 500ms}, {@code 5s}, {@code 2m}, {@code 1h} or {@code
   * 30d}.
   */
  Duration duration(String name) {
    return duration(name, required(name));
  }

  /** Returns a length of time that has no default. */
  Optional<Duration> durationIfGiven(String name) {
    return given(name).map(given -> duration(name, given));
  }

  private static Duration duration(String name, Given given) {
    return Durations.parse(given.text())
        .orElseThrow(
            () -> wrong(name, given, "is no length of time such as 500ms, 5s, 2m, 1h or 30d"));
  }

  /** Returns one of the names of an enum, which users type in lower case. */
  <E extends Enum<E>> E choice(String name, Class<E> type) {
    Given given = required(name);
    List<String> names =
        Arrays.stream(type.getEnumConstants()).map(one -> lower(one.name())).toList();
    int index = names.indexOf(lower(given.text().strip()));
    if (index < 0) {
      throw wrong(name, given, "is none of: " + String.join(", ", names));
    }
    return type.getEnumConstants()[index];
  }

  /** Returns a path; a relative one is taken from the project's directory. */
  Optional<Path> path(String name, Path basedir) {
    return given(name)
        .map(
            given -> {
              try {
                return basedir.resolve(given.text()).normalize();
              } catch (IllegalArgumentException e) {
                throw wrong(name, given, "is no path");
              }
            });
  }

  /** Returns the entries of a map. */
  Map<String, String> map(String name) {
    return maps.apply(name);
  }

  /** Returns a role and a password that one place gives together. */
  static Credentials credentials(Optional<Given> user, Optional<Given> password, String place) {
    return Credentials.of(
        user.map(Given::text).orElse(""), password.map(Given::text).orElse(""), place);
  }

  private Given required(String name) {
    return given(name)
        .orElseThrow(() -> new IllegalArgumentException("parameter without default: " + name));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static SaascoreException wrong(String name, Given given, String why) {
    return Problem.of(Code.BAD_PARAMETER, "'%s' %s".formatted(given.text(), why))
        .at(given.source())
        .hint("the texts of all parameters: mvn saascore:help -Ddetail; this one is '" + name + "'")
        .asException();
  }
}
