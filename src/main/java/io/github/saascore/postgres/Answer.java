package io.github.saascore.postgres;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the server said when it refused, to be read in whatever language {@code lc_messages} has it
 * speak: SQLSTATE and routine are never translated, and names stand in quotes of some kind.
 *
 * @param state the SQLSTATE
 * @param routine the function of the server that refused, or empty
 * @param message the first line of the message
 */
public record Answer(String state, String routine, String message) {
  /** English and most others have the first, German the second, French and Spanish the third. */
  private static final Pattern QUOTED =
      Pattern.compile("\"([^\"]+)\"|[»„]([^«“]+)[«“]|«[ \u00A0\u202F]?([^»]+?)[ \u00A0\u202F]?»");

  /** The one name of a message may have quotes in it. */
  private static final Pattern ONLY_QUOTED =
      Pattern.compile("\"(.+)\"|[»„](.+)[«“]|«[ \u00A0\u202F]?(.+?)[ \u00A0\u202F]?»[^»]*$");

  private static final String UNDEFINED_OBJECT = "42704";
  private static final String DISK_FULL = "53100";
  private static final Set<String> ROLE_MISSING =
      Set.of("get_role_oid", "get_rolespec_oid", "get_rolespec_tuple", "DropRole");
  private static final String EXTENSION_FILE = "parse_extension_control_file";
  private static final Pattern AROUND_NAME = Pattern.compile("^.*/|\\.control$");

  /** Returns what the server said. */
  public static Answer of(SQLException e) {
    return new Answer(SqlProblems.state(e), SqlProblems.routine(e), SqlProblems.of(e).summary());
  }

  /** Returns what stands in quotes in the message, in order. */
  public List<String> names() {
    return names(QUOTED);
  }

  /** Returns the role that is not there, where that is why the server refused. */
  public Optional<String> missingRole() {
    return state.equals(UNDEFINED_OBJECT) && isRoleMissing(routine) ? onlyName() : Optional.empty();
  }

  /** Tells whether this function of the server refuses because a role is not there. */
  static boolean isRoleMissing(String routine) {
    return ROLE_MISSING.contains(routine);
  }

  /**
   * Returns the extension that the server does not have, where that is why it refused. PostgreSQL
   * 14 names the file that it cannot open, later ones the extension.
   */
  public Optional<String> missingExtension() {
    return routine.equals(EXTENSION_FILE)
        ? onlyName().map(name -> AROUND_NAME.matcher(name).replaceAll(""))
        : Optional.empty();
  }

  /** Tells whether the disk of the server is full. */
  public boolean isDiskFull() {
    return state.equals(DISK_FULL);
  }

  /** Returns the first name of the message. */
  public Optional<String> name() {
    return names().stream().findFirst();
  }

  /** Returns the name in a message that has only one. */
  Optional<String> onlyName() {
    return names(ONLY_QUOTED).stream().findFirst();
  }

  private List<String> names(Pattern pattern) {
    return pattern.matcher(message).results().map(Answer::name).toList();
  }

  private static String name(MatchResult found) {
    return Stream.of(1, 2, 3).map(found::group).filter(Objects::nonNull).findFirst().orElseThrow();
  }
}
