package io.github.saascore.engine;

import io.github.saascore.revision.Revision;
import java.util.List;

/**
 * Compares what is in a database with what its revisions make.
 *
 * <p>It knows what a revision makes by running it in a scratch database, so it is asked only where
 * something of a pending revision exists.
 */
public interface Matcher {
  /**
   * Decides what is done with each pending revision; nothing is changed.
   *
   * @param applied the revisions that are applied, parents first
   * @param pending those that are not, in the order in which they would run
   * @throws io.github.saascore.revision.SaascoreException DIFFERS where an object is there and is
   *     not equal, UNCLEAR where nobody can tell whether statements of data have run; or what the
   *     scratch database refuses
   */
  Adoption match(
      Database database, Sources sources, List<Revision> applied, List<Revision> pending);

  /**
   * Returns how what is in the database differs from what revisions make, one sentence an object.
   *
   * @param applied the revisions that are applied, parents first
   * @param of those of them whose objects count
   */
  List<String> differences(
      Database database, Sources sources, List<Revision> applied, List<Revision> of);
}
