package io.github.saascore.mojo;

import org.apache.maven.plugins.annotations.Parameter;

/** A goal that tries definitions in scratch databases. */
abstract class ScratchGoal extends DatabaseGoal {
  // Without a property, as the URL of the database: it may have a password.

  /**
   * Where definitions are tried (<code>-Dsaascore.scratch</code>): <code>auto</code> (the default)
   * and <code>embedded</code> start a server of the database's major version, <code>embedded:17
   * </code> one of that version; <code>docker</code> starts a container of it, <code>
   * docker:postgis/postgis:17-3.5</code> one of that image; <code>database</code> makes a temporary
   * database beside the configured one, and a URL does so on another server, which helps where
   * extensions are needed that the embedded server lacks.
   */
  @Parameter String scratch;

  ScratchGoal(MavenContext maven) {
    super(maven);
  }

  /**
   * Returns scratch databases that are like the configured one, if that answers.
   *
   * @param needed whether the configured database has to answer
   */
  final ScratchBeside beside(Parameters parameters, boolean needed) {
    return ScratchBeside.open(maven(), parameters, options(parameters), needed, getLog());
  }
}
