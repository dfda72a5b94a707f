package io.github.saascore.mojo;

import org.apache.maven.plugins.annotations.Parameter;

/** A goal that writes a migration file. */
abstract class NewFileGoal extends FilesGoal {
  /** What the new revision does, in a few words; also a part of the file's name. */
  @Parameter(property = "saascore.message")
  String message;

  NewFileGoal(MavenContext maven) {
    super(maven);
  }

  /** Returns the new files of the project. */
  final NewFiles files(Parameters parameters) {
    return new NewFiles(directory(parameters), maven().basedir(), parameters);
  }
}
