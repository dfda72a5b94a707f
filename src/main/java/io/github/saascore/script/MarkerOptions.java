package io.github.saascore.script;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Problems;
import io.github.saascore.revision.Suggestions;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the options behind a marker. */
final class MarkerOptions {
  private static final String NO_TRANSACTION = "transaction=none";
  private static final String SUSPEND = "foreign_keys=suspend";
  private static final String CLASS = "class=";
  private static final String IRREVERSIBLE = "irreversible";
  private static final List<String> KNOWN =
      List.of(NO_TRANSACTION, SUSPEND, "class=com.acme.Backfill", IRREVERSIBLE);

  /** Java itself allows more; the pattern needs stack for each part of a name. */
  private static final int LONGEST_NAME = 1_000;

  /** Most markers have no options, and then these are never made. */
  private static final class Patterns {
    static final Pattern WORD = Pattern.compile("\\S+");
    static final Pattern CLASS_NAME =
        Pattern.compile(
            "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*"
                + "(\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)*");

    private Patterns() {}
  }

  private final Source source;
  private final Marker marker;
  private final String direction;
  private final Problems problems;
  private final Set<String> seen = new HashSet<>();
  private String line = "";
  private Optional<String> className = Optional.empty();
  private Optional<String> irreversible = Optional.empty();

  private MarkerOptions(Source source, Marker marker, String direction, Problems problems) {
    this.source = source;
    this.marker = marker;
    this.direction = direction;
    this.problems = problems;
  }

  /** Returns the options of a marker, and collects what is wrong with them. */
  static MarkerOptions read(Source source, Marker marker, String direction, Problems problems) {
    MarkerOptions options = new MarkerOptions(source, marker, direction, problems);
    options.read();
    return options;
  }

  /** Returns how SQL statements are run. */
  Body.Options forSql() {
    return new Body.Options(!seen.contains(NO_TRANSACTION), seen.contains(SUSPEND));
  }

  Optional<String> className() {
    return className;
  }

  /** Returns the reason why there is no way back, perhaps empty, if that was said. */
  Optional<String> irreversible() {
    return irreversible;
  }

  /** Returns the marker with its options in a fixed order, for the checksum. */
  String canonical() {
    if (seen.isEmpty()) {
      return direction;
    }
    StringBuilder text = new StringBuilder(direction);
    for (String option : List.of(NO_TRANSACTION, SUSPEND, IRREVERSIBLE)) {
      text.append(seen.contains(option) ? " " + option : "");
    }
    className.ifPresent(name -> text.append(' ').append(CLASS).append(name));
    return text.toString();
  }

  private void read() {
    line = source.text(marker.start(), marker.end());
    int from = line.indexOf(direction, line.indexOf(':')) + direction.length();
    if (from >= line.length()) {
      return;
    }
    Matcher words = Patterns.WORD.matcher(line);
    while (irreversible.isEmpty() && !problems.isFull() && words.find(from)) {
      from = words.end();
      option(words.group(), words.start());
    }
    if (seen.size() > 1) {
      add(
          String.join(" and ", seen.stream().sorted().toList()) + " exclude each other",
          0,
          "a section has one of them; use two revisions");
    }
  }

  private void option(String word, int at) {
    if (word.startsWith(CLASS)) {
      className(word.substring(CLASS.length()), at);
    } else if (word.equals(IRREVERSIBLE) && direction.equals(SectionReader.DOWNGRADE)) {
      seen.add(IRREVERSIBLE);
      irreversible = Optional.of(line.substring(at + word.length()).strip());
    } else if (!word.equals(NO_TRANSACTION) && !word.equals(SUSPEND)) {
      unknown(word, at);
    } else if (!seen.add(word)) {
      add("option '" + word + "' stands twice", at, "write it once");
    }
  }

  private void className(String name, int at) {
    if (name.length() > LONGEST_NAME || !Patterns.CLASS_NAME.matcher(name).matches()) {
      add("'" + name + "' is no name of a Java class", at, "for example class=com.acme.Backfill");
    } else if (className.isPresent()) {
      add("option 'class' stands twice", at, "a section runs one class");
    }
    className = Optional.of(name);
    seen.add("class");
  }

  private void unknown(String word, int at) {
    String hint =
        Suggestions.didYouMean(word, KNOWN).orElse("known options: " + String.join(", ", KNOWN));
    if (word.equals(IRREVERSIBLE)) {
      hint = "only a downgrade can be irreversible";
    }
    add("unknown option '" + word + "' of saascore:" + direction, at, hint);
  }

  private void add(String summary, int at, String hint) {
    int offset = marker.start() + line.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
    problems.add(Problem.of(Code.BAD_OPTION, summary).at(source.place(offset)).hint(hint));
  }
}
