package io.github.saascore.engine.scratch;

import io.github.saascore.postgres.Answer;
import io.github.saascore.postgres.ScratchServer;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.util.Optional;

/** Tells what a scratch server lacks, from what it refused. */
final class Lacking {
  private Lacking() {}

  /** Returns the error for an extension that the server does not have. */
  static Optional<SaascoreException> extension(
      Answer answer, SaascoreException e, ScratchServer server) {
    return answer
        .missingExtension()
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
  static Optional<SaascoreException> room(
      Answer answer, SaascoreException e, ScratchServer server) {
    return Optional.of(e.problem())
        .filter(problem -> answer.isDiskFull())
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
}
