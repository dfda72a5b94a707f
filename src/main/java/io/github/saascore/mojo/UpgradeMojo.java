package io.github.saascore.mojo;

import io.github.saascore.engine.Sources;
import io.github.saascore.engine.TransactionMode;
import io.github.saascore.engine.Upgrade;
import io.github.saascore.revision.Target;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Applies pending revisions, each in a transaction together with its version row. */
@Mojo(name = "upgrade", threadSafe = true)
public final class UpgradeMojo extends DatabaseGoal {
  /** Where to: heads, a revision id or its beginning, a label, label@head, or +1. */
  @Parameter(property = "saascore.target", defaultValue = "heads")
  String target;

  /** What to do with objects that exist already: skip them by name, or fail. */
  @Parameter(property = "saascore.existing", defaultValue = "skip")
  String existing;

  /** How many revisions one transaction holds: revision (one), or all of the run. */
  @Parameter(property = "saascore.transaction", defaultValue = "revision")
  String transaction;

  @Inject
  UpgradeMojo(MavenContext maven) {
    super(maven);
  }

  @Override
  void work(Parameters parameters) {
    Sources sources = sources(parameters);
    Upgrade.Options options =
        new Upgrade.Options(
            Target.parseList(parameters.text("target").orElse("")),
            ExistingParameter.read(parameters),
            parameters.choice("transaction", TransactionMode.class));
    try (OpenDatabase open = connect(parameters)) {
      Upgrade.Result result = new Upgrade(open.database(), sources, options).run();
      getLog().info(result.toString());
    }
  }
}
