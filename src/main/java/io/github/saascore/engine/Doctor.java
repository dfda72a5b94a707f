package io.github.saascore.engine;

import io.github.saascore.postgres.Checkup;
import io.github.saascore.postgres.Session;
import io.github.saascore.postgres.Vitals;
import io.github.saascore.postgres.VitalsReader;
import io.github.saascore.revision.SaascoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks at a database without changing anything, as the role that does the work, and says what is
 * wrong and what mends it. It takes five round trips and never waits for a lock.
 */
public final class Doctor {
  private final Database database;
  private final Supplier<Optional<Sources>> files;

  /**
   * Makes a doctor.
   *
   * @param files reads the migration files; empty where there are none, for example outside of a
   *     project. What it throws becomes a finding
   */
  public Doctor(Database database, Supplier<Optional<Sources>> files) {
    this.database = database;
    this.files = files;
  }

  /**
   * Returns everything that was found.
   *
   * @throws SaascoreException only when the connection breaks
   */
  public Diagnosis examine() {
    Session session = database.session();
    Vitals vitals = VitalsReader.read(session);
    Checkup checkup = Checkup.read(session);
    List<Finding> findings =
        new ArrayList<>(ServerCheck.of(session.facts(), session.pooling(), vitals));
    findings.addAll(RoleCheck.of(session.facts(), vitals));
    session
        .facts()
        .protection()
        .ifPresent(
            mark ->
                findings.add(
                    Finding.ok("protected", mark + "; goals that destroy data refuse here")));
    session
        .facts()
        .dropped()
        .ifPresent(
            since ->
                findings.add(
                    Finding.bad("dropped", since + " and did not come to its end")
                        .mend(Database.dropAgain(session.facts()))));
    findings.addAll(new RevisionsCheck(database, files).findings(vitals));
    findings.addAll(ObjectsCheck.of(session.facts(), checkup));
    return new Diagnosis(session.facts().database(), findings);
  }
}
