package io.github.saascore.mojo;

import io.github.saascore.engine.Scaffold;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.Target;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.logging.Log;

/**
 * New migration files of a project.
 *
 * @param directory the directory of the migrations
 * @param basedir the directory from which files are named
 * @param parameters what is asked for
 */
record NewFiles(Path directory, Path basedir, Parameters parameters) {

  /** Returns the writer of files. */
  Scaffold scaffold() {
    return new Scaffold(directory, Clock.systemUTC());
  }

  /** Returns what the parameters ask for. */
  Scaffold.Request request(String message, Optional<Target> head) {
    return new Scaffold.Request(
        message,
        head,
        parameters.flag("splice"),
        parameters.text("label"),
        parameters.list("dependsOn"));
  }

  /** Returns a path as it is shown, from the project's directory. */
  String shown(Path path) {
    return basedir.relativize(path.toAbsolutePath()).toString();
  }

  /** Says which file was written, and what it follows. */
  void print(Scaffold.Written written, Log log) {
    List<String> parents = written.parents().stream().map(RevisionId::value).toList();
    log.info("written: " + shown(written.path()));
    log.info(
        "revision %s follows %s"
            .formatted(
                MavenStyle.INSTANCE.strong(written.id().value()),
                parents.isEmpty() ? "nothing: it is a base" : String.join(", ", parents)));
  }
}
