package io.github.saascore.engine.scratch;

import io.github.saascore.postgres.ScratchServer;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells what a scratch server lacks, from what it refused. */
final class Lacking {
  private static final Pattern ROLE = Pattern.compile("role \"(.+)\" does not exist");

  /** PostgreSQL 14 says that it cannot open the control file, later ones that it is missing. */
  private static final Pattern EXTENSION =
      Pattern.compile("extension \"(.+)\" is not available|/([^/\"]+)\\.control\"");

  private static final Pattern NO_ROOM = Pattern.compile("No space left on device");

  private Lacking() {}

  /** Returns the role that a refused statement names and that is not there. */
  static Optional<String> role(SaascoreException e) {
    return find(ROLE, e.problem().summary());
  }

  /** Returns the error for an extension that the server does not have. */
  static Optional<SaascoreException> extension(SaascoreException e, ScratchServer server) {
    return find(EXTENSION, e.problem().summary())
        .map(
            name ->
                new SaascoreException(
                    new Problem(
                        Code.SCRATCH,
                        "extension \"%s\" is not available in the scratch database".formatted(name),
                        e.problem().where(),
                        Optional.of("the scratch server is " + server.describe()),
                        Optional.of(
                            """
                            name a server that has it, on which scratch databases may be made:
                            -Dsaascore.scratch=postgresql://user@host:5432/database
                            or use the configured one: -Dsaascore.scratch=database\
                            """)),
                    e));
  }

  /** Returns the error for a server that has no room for more. */
  static Optional<SaascoreException> room(SaascoreException e, ScratchServer server) {
    return Optional.of(e.problem())
        .filter(problem -> NO_ROOM.matcher(problem.summary()).find())
        .map(
            problem ->
                new SaascoreException(
                    new Problem(
                        Code.SCRATCH,
                        "the scratch server has no room left",
                        problem.where(),
                        Optional.of(server.describe() + ": " + problem.summary()),
                        Optional.of(
                            """
                            the embedded one keeps its data in /dev/shm, where that has 2 GB to spare, else in
                            .saascore: free space there, or name a server that has it, on which scratch
                            databases may be made: -Dsaascore.scratch=postgresql://user@host:5432/database\
                            """)),
                    e));
  }

  private static Optional<String> find(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    for (int group = 1; group <= matcher.groupCount(); group++) {
      if (matcher.group(group) != null) {
        return Optional.of(matcher.group(group));
      }
    }
    return Optional.empty();
  }
}
