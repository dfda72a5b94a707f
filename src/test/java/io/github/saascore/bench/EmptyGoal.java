package io.github.saascore.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Maven with a goal of the plugin that does nothing: what every goal costs before it begins. It
 * takes its turn like the others, as machines are not always equally fast.
 *
 * @param own the plugin
 */
record EmptyGoal(OwnPlugin own) implements Contender {
  static final String NAME = "empty goal";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void prepare(Path project) {
    own.prepare(project);
  }

  @Override
  public void write(Path project, List<RevisionSet.Migration> migrations) {
    // Nothing of it would be read.
  }

  @Override
  public Optional<List<String>> command(Work work, Place place) {
    return Optional.of(Contender.maven(work, "saascore:upgrade", List.of("saascore.skip=true")));
  }
}
