package io.github.saascore.engine;

import java.nio.file.Path;

/** An upgrade in a process of its own, for tests that kill it. */
final class Build {
  private Build() {}

  /** Upgrades to the heads: arguments are the migration directory and the URL. */
  public static void main(String[] arguments) {
    new Scenario(Path.of(arguments[0]), arguments[1]).upgrade();
  }
}
