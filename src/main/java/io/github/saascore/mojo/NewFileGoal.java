package io.github.saascore.mojo;

import io.github.saascore.engine.Scaffold;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.Target;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;

/** A goal that writes a migration file. */
abstract class NewFileGoal extends FilesGoal {
  /** What the new revision does, in a few words; also a part of the file's name. */
  @Parameter(property = "saascore.message")
  String message;

  NewFileGoal(MavenContext maven) {
    super(maven);
  }

  /** Returns the writer of files. */
  final Scaffold scaffold(Parameters parameters) {
    return new Scaffold(directory(parameters), Clock.systemUTC());
  }

  /** Returns what the parameters ask for. */
  static Scaffold.Request request(Parameters parameters, String message, Optional<Target> head) {
    return new Scaffold.Request(
        message,
        head,
        parameters.flag("splice"),
        parameters.text("label"),
        parameters.list("dependsOn"));
  }

  /** Says which file was written, and what it follows. */
  final void print(Scaffold.Written written) {
    List<String> parents = written.parents().stream().map(RevisionId::value).toList();
    getLog().info("written: " + maven().basedir().relativize(written.path().toAbsolutePath()));
    getLog()
        .info(
            "revision %s follows %s"
                .formatted(
                    MavenStyle.INSTANCE.strong(written.id().value()),
                    parents.isEmpty() ? "nothing: it is a base" : String.join(", ", parents)));
  }
}
