package io.github.saascore.postgres.local;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;

/** Words the problems that every class of this package can meet. */
final class LocalProblems {
  /** The way out that always works, for the end of a hint. */
  static final String OTHER_SERVER = "name another server with -Dsaascore.url=jdbc:postgresql://…";

  private LocalProblems() {}

  static Problem failed(String summary) {
    return Problem.of(Code.EMBEDDED_SERVER, summary);
  }

  /** Returns what an I/O error means for the server, with the error kept as the cause. */
  static SaascoreException failed(String summary, Object where, Exception cause) {
    return new SaascoreException(
        failed(summary).at(where.toString()).because(cause.toString()).hint(OTHER_SERVER), cause);
  }

  /** Returns an exception for an interrupted wait and keeps the thread interrupted. */
  static SaascoreException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new SaascoreException(
        failed("interrupted while waiting for the embedded PostgreSQL server"), cause);
  }
}
