package io.github.saascore.engine.drift;

import io.github.saascore.engine.Database;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;

/** Refuses to compare servers of different major versions. */
final class SameMajor {
  private SameMajor() {}

  /**
   * Refuses a scratch server of another major version than the database's.
   *
   * @throws io.github.saascore.revision.SaascoreException SCRATCH
   */
  static void require(Database database, int scratch) {
    int there = database.session().facts().versionNumber() / 10_000;
    if (there != scratch) {
      throw Problem.of(
              Code.SCRATCH,
              "the database is PostgreSQL %d, the scratch server %d".formatted(there, scratch))
          .because("each major version writes definitions in its own way: all would differ")
          .hint("leave -Dsaascore.scratch out, or name a server of the same major version")
          .asException();
    }
  }
}
