package io.github.saascore.engine;

import java.util.Optional;

/**
 * One line of a diagnosis.
 *
 * @param level how bad it is
 * @param topic what it is about, one or two words
 * @param text what was found, one line
 * @param command what mends it, to be pasted into a shell or psql; empty where nothing needs to be
 *     mended, or no command can
 */
public record Finding(Level level, String topic, String text, Optional<String> command) {

  /** How bad a finding is; the worse comes later. */
  public enum Level {
    /** As it should be, or just good to know. */
    OK,
    /** Works, but will hurt one day or somewhere else. */
    WARN,
    /** Goals fail or data is at risk. */
    BAD
  }

  static Finding ok(String topic, String text) {
    return new Finding(Level.OK, topic, text, Optional.empty());
  }

  static Finding warn(String topic, String text) {
    return new Finding(Level.WARN, topic, text, Optional.empty());
  }

  static Finding bad(String topic, String text) {
    return new Finding(Level.BAD, topic, text, Optional.empty());
  }

  /** Returns this finding with the command that mends it. */
  Finding mend(String newCommand) {
    return new Finding(level, topic, text, Optional.of(newCommand));
  }

  /** Returns this finding with the command that mends it, if there is one. */
  Finding mend(Optional<String> newCommand) {
    return new Finding(level, topic, text, newCommand);
  }
}
