package io.github.saascore.engine;

import java.nio.file.Path;

/** An upgrade in a process of its own, for tests that kill it. */
final class Build {
  private Build() {}

  /** Upgrades to the heads: arguments are the migration directory, the URL and perhaps "far". */
  public static void main(String[] arguments) {
    Scenario build = new Scenario(Path.of(arguments[0]), arguments[1]);
    (arguments.length > 2 ? build.overASlowNetwork() : build).upgrade();
  }
}
