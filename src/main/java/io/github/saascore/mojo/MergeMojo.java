package io.github.saascore.mojo;

import io.github.saascore.revision.Target;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Writes a revision that joins several heads. */
@Mojo(name = "merge", threadSafe = true)
public final class MergeMojo extends NewFileGoal {
  /** What to join: heads, or ids and labels with commas between them. */
  @Parameter(property = "saascore.target", defaultValue = "heads")
  String target;

  /** Whether revisions that are no heads may be joined. */
  @Parameter(property = "saascore.splice", defaultValue = "false")
  String splice;

  /** A branch label to give to the new revision. */
  @Parameter(property = "saascore.label")
  String label;

  /** Revisions or labels that have to be applied before, with commas between them. */
  @Parameter(property = "saascore.dependsOn")
  String dependsOn;

  @Inject
  MergeMojo(MavenContext maven) {
    super(maven);
  }

  @Override
  void work(Parameters parameters) {
    String typed = parameters.text("target").orElse("");
    String text = parameters.text("message").orElse("merge " + typed.replace(",", " and "));
    NewFiles files = files(parameters);
    files.print(
        files
            .scaffold()
            .merge(
                sources(parameters).graph(),
                Target.parseList(typed),
                files.request(text, Optional.empty())),
        getLog());
  }
}
