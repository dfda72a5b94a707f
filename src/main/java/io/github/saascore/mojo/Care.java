package io.github.saascore.mojo;

import io.github.saascore.engine.Confirmation;
import io.github.saascore.engine.Guard;
import io.github.saascore.engine.care.Safeguard;
import java.util.Optional;

/**
 * How careful a run is with the user's data.
 *
 * @param confirmation the user's word
 * @param keep whether dropped tables and columns go into the trash
 */
record Care(Confirmation confirmation, boolean keep) {

  /** What becomes of what is dropped. */
  enum Keep {
    /** It is lost. */
    NOTHING,
    /** It goes into the trash. */
    TRASH
  }

  /** Says nothing, and keeps nothing. */
  static final Care NONE = new Care(new Confirmation(Optional.empty()), false);

  /** Reads the parameters. */
  static Care of(Parameters parameters) {
    return new Care(confirmation(parameters), parameters.choice("keep", Keep.class) == Keep.TRASH);
  }

  /** Reads the user's word and its form. */
  static Confirmation confirmation(Parameters parameters) {
    return new Confirmation(
        parameters.text("confirm"), parameters.choice("confirmWith", Confirmation.With.class));
  }

  /** Returns what stands between plans and their run on a database. */
  Safeguard safeguard(OpenDatabase open) {
    return new Safeguard(
        open.database(), new Safeguard.Options(confirmation, open.where(), open.ours(), keep));
  }

  /** Returns the same as what an upgrade or a downgrade takes. */
  Guard guard(OpenDatabase open) {
    return safeguard(open);
  }
}
