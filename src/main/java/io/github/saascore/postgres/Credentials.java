package io.github.saascore.postgres;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.revision.Suggestions;
import java.util.Collection;
import java.util.Optional;

/**
 * A role, a password or both, from one place.
 *
 * @param user the role, if that place names one
 * @param password the password, if that place has one
 * @param source the place as users know it, for example {@code -Dsaascore.password}
 */
public record Credentials(Optional<String> user, Optional<Secret> password, String source) {

  /** Makes credentials of texts that may be null or blank, which both mean: not given. */
  public static Credentials of(String user, String password, String source) {
    return new Credentials(
        Optional.ofNullable(user).filter(text -> !text.isBlank()),
        Optional.ofNullable(password).filter(text -> !text.isEmpty()).map(Secret::new),
        source);
  }

  /** Returns the error for a configured server id that settings.xml does not have. */
  public static SaascoreException serverMissing(String id, Collection<String> known) {
    String guess = Suggestions.didYouMean(id, known).map(question -> question + " ").orElse("");
    return Problem.of(Code.BAD_CREDENTIALS, "settings.xml has no server '%s'".formatted(id))
        .at("-Dsaascore.server")
        .hint(
            guess
                + "write <server><id>%s</id><username>...</username><password>...</password></server>"
                    .formatted(id)
                + " into ~/.m2/settings.xml")
        .asException();
  }

  /** Tells whether this password may be used for that role: it is nobody else's. */
  boolean fits(String role) {
    return user.isEmpty() || user.get().equals(role);
  }
}
