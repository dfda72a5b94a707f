package io.github.saascore.mojo;

import io.github.saascore.engine.Scaffold;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Target;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes a revision on the right head: an empty one, or with <code>autogenerate</code> the one that
 * leads to the model.
 */
@Mojo(name = "revision", threadSafe = true)
public final class RevisionMojo extends GeneratingGoal {
  /** What the new revision follows: an id, label@head, or base; the single head by default. */
  @Parameter(property = "saascore.head")
  String head;

  /** Whether the new revision may follow one that is no head, and so open a branch. */
  @Parameter(property = "saascore.splice", defaultValue = "false")
  String splice;

  /** A branch label to give to the new revision. */
  @Parameter(property = "saascore.label")
  String label;

  /** Revisions or labels that have to be applied before, with commas between them. */
  @Parameter(property = "saascore.dependsOn")
  String dependsOn;

  @Inject
  RevisionMojo(MavenContext maven) {
    super(maven);
  }

  @Override
  void work(Parameters parameters) {
    String text = parameters.text("message").orElseThrow(RevisionMojo::noMessage);
    NewFiles files = new NewFiles(directory(parameters), maven().basedir(), parameters);
    Scaffold.Request request = files.request(text, parameters.text("head").map(Target::parse));
    if (parameters.flag("autogenerate")) {
      generate(parameters, files, request);
    } else {
      files.print(files.scaffold().revision(sources(parameters).graph(), request), getLog());
    }
  }

  private static RuntimeException noMessage() {
    return Problem.of(Code.BAD_PARAMETER, "the new revision needs a message")
        .hint("mvn saascore:revision -Dsaascore.message=\"add tenant domains\"")
        .asException();
  }
}
