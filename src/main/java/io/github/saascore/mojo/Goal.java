package io.github.saascore.mojo;

import io.github.saascore.revision.SaascoreException;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugins.annotations.Parameter;

/** What all goals have in common: parameters are checked before, errors become text after. */
abstract class Goal extends AbstractMojo {
  /** Whether to do nothing at all. */
  @Parameter(property = "saascore.skip", defaultValue = "false")
  String skip;

  private final MavenContext maven;

  Goal(MavenContext maven) {
    this.maven = maven;
  }

  /** Returns what Maven gave to this execution. */
  final MavenContext maven() {
    return maven;
  }

  /** Whatever is logged may hold statements of the user: their passwords stay out of it. */
  @Override
  public final Log getLog() {
    return new DiscreetLog(super.getLog());
  }

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    Failures failures = new Failures(maven.session().getRequest().isShowErrors());
    try {
      Parameters parameters = ParameterReport.read(maven, getLog());
      if (parameters.flag("skip")) {
        getLog().info("nothing is done: " + parameters.given("skip").orElseThrow().source());
      } else {
        run(parameters);
      }
    } catch (SaascoreException e) {
      throw failures.of(e);
    } catch (RuntimeException e) {
      throw failures.unexpected(e, maven.goal());
    }
  }

  /** Does the work of the goal. */
  abstract void run(Parameters parameters) throws MojoFailureException;
}
