package io.github.saascore.mojo;

import io.github.saascore.postgres.SecretText;
import io.github.saascore.report.ProblemText;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/**
 * The one place where errors become what Maven prints.
 *
 * <p>Maven glues the messages of all causes to the text, so a cause is only handed over for {@code
 * -e}, where its stack trace is wanted.
 */
final class Failures {
  private final boolean withCause;

  /** Makes a border that keeps causes or drops them. */
  Failures(boolean withCause) {
    this.withCause = withCause;
  }

  /** Throws what Maven prints for problems that the engine explains. */
  MojoExecutionException of(SaascoreException e) throws MojoFailureException {
    String text = Shown.text(ProblemText.of(e));
    boolean withTrace = withCause && isDiscreet(e);
    if (isOutside(e) || e.problem().code() == Code.INTERNAL) {
      return withTrace ? new MojoExecutionException(text, e) : new MojoExecutionException(text);
    }
    throw withTrace ? new MojoFailureException(text, e) : new MojoFailureException(text);
  }

  /** Maven prints the messages of causes as they are: no trace rather than a password in one. */
  private static boolean isDiscreet(Throwable error) {
    return Stream.iterate(error, Objects::nonNull, Throwable::getCause)
        .map(Throwable::toString)
        .allMatch(message -> SecretText.hidden(message).equals(message));
  }

  /** Tells whether the reason lies in the connection to the database. */
  static boolean isOutside(SaascoreException e) {
    return e.problem().code().isOutside();
  }

  /** Returns what Maven prints for an error that nobody expected. */
  MojoExecutionException unexpected(RuntimeException e, String goal) {
    Problem problem =
        Problem.of(Code.INTERNAL, "an error of the plugin itself in goal " + goal)
            .because(e.toString())
            .hint("mvn -e shows where; please report it with that output");
    String text = Shown.text(problem.text());
    return isDiscreet(e) ? new MojoExecutionException(text, e) : new MojoExecutionException(text);
  }
}
