package io.github.saascore.mojo;

import io.github.saascore.engine.Sources;
import io.github.saascore.script.Placeholders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** A goal that works on the migration files of a project. */
abstract class FilesGoal extends Goal {
  /** Directory of the migration files; a relative one starts at the project's directory. */
  @Parameter(
      property = "saascore.migrations",
      defaultValue = "${project.basedir}/src/main/migrations")
  String migrations;

  /**
   * Texts to put in for <code>${name}</code> in migration files; on the command line <code>
   * -Dsaascore.placeholders.name=text</code>.
   */
  @Parameter Map<String, String> placeholders;

  FilesGoal(MavenContext maven) {
    super(maven);
  }

  @Override
  final void run(Parameters parameters) throws MojoFailureException {
    if (isWithoutFiles(parameters)) {
      getLog().debug("no migrations in this module: " + directory(parameters));
    } else {
      work(parameters);
    }
  }

  /** Does the work in a project that has migrations, or that should have some. */
  abstract void work(Parameters parameters) throws MojoFailureException;

  /**
   * Tells whether this is one of the modules that have no migrations, while another has some; a
   * build in which none has any deserves an error.
   */
  boolean isWithoutFiles(Parameters parameters) {
    Path directory = directory(parameters);
    if (Files.isDirectory(directory) || !directory.startsWith(maven().basedir())) {
      return false;
    }
    Path inside = maven().basedir().relativize(directory);
    return maven().otherBasedirs().stream()
        .anyMatch(other -> Files.isDirectory(other.resolve(inside)));
  }

  /** Returns the directory of the migration files. */
  final Path directory(Parameters parameters) {
    return parameters.path("migrations", maven().basedir()).orElseThrow();
  }

  /**
   * Reads the migration files.
   *
   * @throws io.github.saascore.revision.SaascoreException with the problems of all files
   */
  final Sources sources(Parameters parameters) {
    return Sources.read(directory(parameters), maven().basedir(), texts(parameters));
  }

  /**
   * Reads the headers of the migration files, for a goal that asks the database what it knows of
   * the rest.
   *
   * @throws io.github.saascore.revision.SaascoreException with the problems of all headers
   */
  final Sources headers(Parameters parameters) {
    return Sources.open(directory(parameters), maven().basedir(), texts(parameters));
  }

  /** Returns the texts to put in for placeholders. */
  static Placeholders texts(Parameters parameters) {
    return new Placeholders(parameters.map("placeholders"));
  }
}
