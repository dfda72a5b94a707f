package io.github.saascore.engine;

import io.github.saascore.postgres.Resolve;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How many revisions one transaction holds. */
public enum TransactionMode {
  /** One: what is committed stays when a later one fails. */
  REVISION,
  /** All of the run: a failure leaves nothing of it. */
  ALL;

  /** Returns what is typed for this mode, and for a word on what was left in the middle. */
  List<String> typed(Optional<Resolve> resolve) {
    List<String> options = new ArrayList<>();
    if (this == ALL) {
      options.add("-Dsaascore.transaction=all");
    }
    resolve.map(Resolve::option).ifPresent(options::add);
    return options;
  }
}
