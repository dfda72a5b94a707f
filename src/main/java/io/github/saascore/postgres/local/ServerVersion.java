package io.github.saascore.postgres.local;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The version of a server as its binaries are published: {@code 18.6.0} is PostgreSQL 18.6.
 *
 * @param major for example 18
 * @param minor for example 6
 * @param patch counts the publications of the same server, nearly always 0
 */
public record ServerVersion(int major, int minor, int patch) {
  /** The newest published version of each major, newest first; the first is the default. */
  private static final List<ServerVersion> KNOWN =
      List.of(
          new ServerVersion(18, 6, 0),
          new ServerVersion(17, 11, 0),
          new ServerVersion(16, 15, 0),
          new ServerVersion(15, 19, 0),
          new ServerVersion(14, 24, 0));

  private static final Pattern TEXT =
      Pattern.compile("(?:embedded:)?(\\d{1,4})(?:\\.(\\d{1,4})(?:\\.(\\d{1,4}))?)?");

  /** Returns the version that is used where none is asked for. */
  public static ServerVersion standard() {
    return KNOWN.get(0);
  }

  /**
   * Returns the version that a text means: {@code embedded}, a major ({@code 17}), or a full
   * version ({@code 17.11.0}); each also behind {@code embedded:}.
   *
   * <p>A full version is taken as it is, so that a release newer than this plugin can be used.
   *
   * @throws SaascoreException BAD_PARAMETER where the text is none of these
   */
  public static ServerVersion parse(String text) {
    if (text.equals("embedded")) {
      return standard();
    }
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw unknown("'" + text + "' is not a version of the embedded PostgreSQL");
    }
    int major = Integer.parseInt(matcher.group(1));
    if (matcher.group(2) == null) {
      return newestOf(major);
    }
    int patch = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
    return new ServerVersion(major, Integer.parseInt(matcher.group(2)), patch);
  }

  /**
   * Returns the newest known version of a major.
   *
   * @throws SaascoreException BAD_PARAMETER where the major is not known
   */
  public static ServerVersion newestOf(int major) {
    return KNOWN.stream()
        .filter(version -> version.major == major)
        .findFirst()
        .orElseThrow(() -> unknown("there is no embedded PostgreSQL " + major));
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }

  private static SaascoreException unknown(String summary) {
    String majors =
        KNOWN.stream().map(version -> "" + version.major).collect(Collectors.joining(", "));
    return Problem.of(Code.BAD_PARAMETER, summary)
        .because("known majors: " + majors)
        .hint("-Dsaascore.url=embedded:17, or a full version: -Dsaascore.url=embedded:17.11.0")
        .asException();
  }
}
