package io.github.saascore.mojo;

import io.github.saascore.engine.Listing;
import io.github.saascore.engine.Sources;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.revision.Target;
import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * A goal that lists revisions, and says what a database has of them where there is one.
 *
 * <p>A database is asked when one is configured, or when the project's embedded server has data; a
 * configured one that does not answer costs a warning, as the files can be listed all the same.
 */
abstract class LookingGoal extends DatabaseGoal {
  /** Whether to show all that is known about each revision. */
  @Parameter(property = "saascore.verbose", defaultValue = "false")
  String verbose;

  LookingGoal(MavenContext maven) {
    super(maven);
  }

  /**
   * What was found.
   *
   * @param listing the revisions
   * @param asked whether a database was asked
   */
  record Found(Listing listing, boolean asked) {}

  /**
   * Looks at the files and at the database.
   *
   * @param needed whether the question makes no sense without a database
   * @param named the revisions that the question is about
   */
  final Found look(Parameters parameters, boolean needed, List<Target> named) {
    try (Connecting connecting = connecting(parameters)) {
      Sources sources = headers(parameters).naming(named);
      return needed ? ask(connecting, sources) : askIfThere(connecting, sources);
    }
  }

  private Found askIfThere(Connecting connecting, Sources sources) {
    try {
      return isThere(connecting) ? ask(connecting, sources) : new Found(Listing.of(sources), false);
    } catch (SaascoreException e) {
      if (!Failures.isOutside(e)) {
        throw e;
      }
      getLog().warn("the database was not asked: " + e.problem().text());
      return new Found(Listing.of(sources), false);
    }
  }

  private static boolean isThere(Connecting connecting) {
    try {
      return connecting.isThere();
    } catch (SaascoreException e) {
      if (e.problem().code() == Code.NO_URL) {
        return false;
      }
      throw e;
    }
  }

  private static Found ask(Connecting connecting, Sources sources) {
    try (OpenDatabase open = connecting.open()) {
      return new Found(Listing.of(sources, open.state(sources)), true);
    }
  }
}
