package io.github.saascore.engine;

import io.github.saascore.postgres.ProtectionMark;
import io.github.saascore.postgres.Quote;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;

/**
 * Keeps goals that destroy data away from databases that are marked as protected.
 *
 * <p>The mark is in the database itself, so that no parameter, profile or environment variable of a
 * build can speak against it.
 */
public final class Protection {
  private Protection() {}

  /**
   * Refuses to go on in a protected database. It asks the server, so it may be called again when a
   * lock was waited for.
   *
   * @param verb what would be done, for example {@code drop-cascade}
   * @throws io.github.saascore.revision.SaascoreException PROTECTED saying since when
   */
  public static void requireUnprotected(Database database, String verb) {
    String name = database.session().facts().database();
    ProtectionMark.find(database.session())
        .ifPresent(
            mark -> {
              throw Problem.of(
                      Code.PROTECTED,
                      "database '%s' is protected: %s is refused".formatted(name, verb))
                  .because("protected " + mark)
                  .hint(
                      "is it the database you mean? If its data may be lost, take the mark away"
                          + " first: mvn saascore:unprotect -Dsaascore.confirm="
                          + Quote.shell(name))
                  .asException();
            });
  }
}
