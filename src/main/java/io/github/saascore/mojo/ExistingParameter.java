package io.github.saascore.mojo;

import io.github.saascore.postgres.Existing;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;

/** Reads {@code saascore.existing}, of which one documented value is not there yet. */
final class ExistingParameter {
  private ExistingParameter() {}

  /** Returns what to do with objects that exist already. */
  static Existing read(Parameters parameters) {
    parameters
        .given("existing")
        .filter(given -> given.text().strip().equalsIgnoreCase("match"))
        .ifPresent(
            given -> {
              throw Problem.of(Code.BAD_PARAMETER, "'match' is not available in this version")
                  .at(given.source())
                  .hint(
                      "-Dsaascore.existing=skip leaves existing objects as they are, by name;"
                          + " -Dsaascore.existing=fail stops at the first")
                  .asException();
            });
    return parameters.choice("existing", Existing.class);
  }
}
