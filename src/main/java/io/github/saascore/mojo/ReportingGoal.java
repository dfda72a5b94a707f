package io.github.saascore.mojo;

import org.apache.maven.plugins.annotations.Parameter;

/** A goal whose result scripts may want to read. */
abstract class ReportingGoal extends FilesGoal {
  /** File to write the result to instead of the log; also written under <code>mvn -q</code>. */
  @Parameter(property = "saascore.outputFile")
  String outputFile;

  /**
   * Form of the result: text or json, for lint also sarif; without a file, json and sarif go bare
   * to the standard output.
   */
  @Parameter(property = "saascore.format", defaultValue = "text")
  String format;

  ReportingGoal(MavenContext maven) {
    super(maven);
  }

  /** Returns where the result goes. */
  final Output output(Parameters parameters) {
    return new Output(
        getLog(),
        parameters.path("outputFile", maven().basedir()),
        parameters.choice("format", Output.Format.class));
  }
}
