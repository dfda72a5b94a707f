package io.github.saascore.engine.care;

import io.github.saascore.engine.Confirmation;
import io.github.saascore.engine.Database;
import io.github.saascore.postgres.BuildLock;
import io.github.saascore.postgres.Existing;
import io.github.saascore.postgres.ProtectionMark;
import io.github.saascore.postgres.ServerFacts;
import java.util.Optional;

/** Marks a database as protected, or takes the mark away. */
public final class Protect {
  private final Database database;

  /** Makes the use case. */
  public Protect(Database database) {
    this.database = database;
  }

  /**
   * How a database is marked after a run.
   *
   * @param mark since when and by whom it is protected; empty if it is not
   * @param changed whether the run changed that
   */
  public record Result(Optional<String> mark, boolean changed) {}

  /**
   * Sets the mark; one that is there stays as it is.
   *
   * @param reason why, for people; may be empty
   */
  public Result protect(String reason) {
    database.requireWritable();
    try (BuildLock lock = database.lock()) {
      lock.acquire(database::waiting);
      Optional<String> before = ProtectionMark.find(database.session());
      if (before.isPresent()) {
        return new Result(before, false);
      }
      String schema = facts().schemaExists() ? "" : database.store().createSchema();
      write(
          lock, "protect", schema + ProtectionMark.set(database.store(), reason) + log("protect"));
      return new Result(ProtectionMark.find(database.session()), true);
    }
  }

  /**
   * Takes the mark away.
   *
   * @param confirmation the user's word, which has to name the database
   * @param where the database as printed, for the refusal
   * @throws io.github.saascore.revision.SaascoreException CONFIRM if it does not
   */
  public Result unprotect(Confirmation confirmation, String where) {
    Optional<String> before = ProtectionMark.find(database.session());
    if (before.isEmpty()) {
      return new Result(Optional.empty(), false);
    }
    database.requireWritable();
    confirmation.require(
        new Confirmation.Question(
            "unprotect lets goals destroy data, and was not confirmed",
            where,
            facts().database(),
            "protected " + before.get(),
            "unprotect",
            "mvn saascore:unprotect"));
    try (BuildLock lock = database.lock()) {
      lock.acquire(database::waiting);
      write(lock, "unprotect", ProtectionMark.removal(database.session()) + log("unprotect"));
      return new Result(Optional.empty(), true);
    }
  }

  private void write(BuildLock lock, String name, String sql) {
    database.runner(lock, Existing.FAIL).ours(name, sql);
  }

  private String log(String what) {
    return facts().storeExists() ? database.store().event(what, facts().database(), 0) : "";
  }

  private ServerFacts facts() {
    return database.session().facts();
  }
}
