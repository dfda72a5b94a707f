package io.github.saascore.engine.drift;

import io.github.saascore.revision.Sha256;
import io.github.saascore.script.Body;
import io.github.saascore.script.MigrationFile;
import java.util.Optional;

/**
 * What has made a scratch database what it is, as one digest.
 *
 * @param digest SHA-256 of the conditions and of the revisions that were applied, in their order;
 *     none where the conditions are not known, or once a revision is Java code, of which the file
 *     says only the name
 */
public record Trail(Optional<String> digest) {

  /** Returns the trail of an empty database. */
  static Trail from(Optional<String> conditions) {
    return new Trail(conditions.map(Sha256::hex));
  }

  /** Returns the trail after one more revision. */
  Trail then(MigrationFile file) {
    return isSql(file.upgrade()) && isSql(file.downgrade())
        ? new Trail(
            digest.map(
                before -> Sha256.hex(before, file.revision().id().value(), file.checksum().hex())))
        : new Trail(Optional.empty());
  }

  private static boolean isSql(Body body) {
    return !(body instanceof Body.JavaClass);
  }
}
