package io.github.saascore.mojo;

import io.github.saascore.engine.Confirmation;
import io.github.saascore.engine.Guard;
import io.github.saascore.engine.care.Backup;
import io.github.saascore.engine.care.Safeguard;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How careful a run is with the user's data.
 *
 * @param confirmation the user's word
 * @param keep whether dropped tables and columns go into the trash
 * @param backups how backups are made
 */
record Care(Confirmation confirmation, boolean keep, Backups backups) {

  /**
   * How backups are made before something is destroyed.
   *
   * @param mode when
   * @param pgDump the program, if it is named
   * @param directory where they go
   */
  record Backups(Backup.Mode mode, Optional<Path> pgDump, Path directory) {
    private static final String DIRECTORY = ".saascore/backups";

    /** Makes none. */
    static final Backups NONE = new Backups(Backup.Mode.OFF, Optional.empty(), Path.of(DIRECTORY));

    /** Reads the parameters. */
    static Backups of(Parameters parameters, Path basedir) {
      return new Backups(
          parameters.choice("backup", Backup.Mode.class),
          parameters.path("pgDump", basedir),
          parameters.path("backupDirectory", basedir).orElse(basedir.resolve(DIRECTORY)));
    }

    /** Returns what makes a backup of a database. */
    Backup on(OpenDatabase open) {
      return new Backup(
          open.database(), new Backup.Options(mode, pgDump, directory, open.settings()));
    }
  }

  /** What becomes of what is dropped. */
  enum Keep {
    /** It is lost. */
    NOTHING,
    /** It goes into the trash. */
    TRASH
  }

  /** Says nothing, and keeps nothing. */
  static final Care NONE = new Care(new Confirmation(Optional.empty()), false, Backups.NONE);

  /** Reads the parameters. */
  static Care of(Parameters parameters, Path basedir) {
    return new Care(confirmation(parameters), keeps(parameters), Backups.of(parameters, basedir));
  }

  /** Reads whether what is dropped is kept. */
  static boolean keeps(Parameters parameters) {
    return parameters.choice("keep", Keep.class) == Keep.TRASH;
  }

  /** Reads the user's word and its form. */
  static Confirmation confirmation(Parameters parameters) {
    return new Confirmation(
        parameters.text("confirm"), parameters.choice("confirmWith", Confirmation.With.class));
  }

  /** Returns what stands between plans and their run on a database. */
  Safeguard safeguard(OpenDatabase open) {
    return new Safeguard(
        open.database(),
        new Safeguard.Options(
            confirmation, open.where(), open.ours(), keep, Optional.of(backups.on(open))));
  }

  /** Returns the same as what an upgrade or a downgrade takes. */
  Guard guard(OpenDatabase open) {
    return safeguard(open);
  }
}
