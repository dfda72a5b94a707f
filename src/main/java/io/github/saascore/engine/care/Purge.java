package io.github.saascore.engine.care;

import io.github.saascore.engine.Amounts;
import io.github.saascore.engine.Confirmation;
import io.github.saascore.engine.Database;
import io.github.saascore.engine.Protection;
import io.github.saascore.postgres.BuildLock;
import io.github.saascore.postgres.Existing;
import io.github.saascore.postgres.TrashScript;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Empties the trash: what is in it is lost for good then. */
public final class Purge {
  private static final int SHOWN = 20;

  private final Database database;
  private final Duration age;
  private final String where;

  /**
   * Makes the use case.
   *
   * @param age how old a thing has to be; zero means all
   * @param where the database as printed, for the refusal
   */
  public Purge(Database database, Duration age, String where) {
    this.database = database;
    this.age = age;
    this.where = where;
  }

  /** Returns what would be lost now. */
  public List<TrashItem> planned() {
    Instant youngest = Instant.now().minus(age);
    return TrashItem.all(database.session()).stream()
        .filter(item -> age.isZero() || item.at().isBefore(youngest))
        .toList();
  }

  /**
   * Drops what is old enough, in one transaction.
   *
   * @param backup is made before
   * @return what is gone
   * @throws io.github.saascore.revision.SaascoreException PROTECTED in a protected database,
   *     CONFIRM unless its name was typed
   */
  public List<TrashItem> run(Confirmation confirmation, Optional<Backup> backup) {
    List<TrashItem> shown = planned();
    if (shown.isEmpty()) {
      return List.of();
    }
    database.requireWritable();
    Protection.requireUnprotected(database, "purge");
    confirmation.require(question(shown));
    try (BuildLock lock = database.lock()) {
      lock.acquire(database::waiting);
      Protection.requireUnprotected(database, "purge");
      backup.ifPresent(one -> one.make("purge"));
      // What came meanwhile was not shown.
      List<TrashItem> now = planned().stream().filter(shown::contains).toList();
      StringBuilder sql = new StringBuilder();
      now.forEach(item -> sql.append(TrashScript.dropping(item.name())).append(log(item)));
      database
          .runner(lock, Existing.FAIL)
          .ours("purge of the trash", sql.append(TrashScript.tidying()).toString());
      return now;
    }
  }

  private String log(TrashItem item) {
    return database.session().facts().storeExists()
        ? database.store().event("purge", item.name(), 0)
        : "";
  }

  /** Returns what the user is asked before things of the trash go. */
  public Confirmation.Question question(List<TrashItem> items) {
    List<String> lines = new ArrayList<>(List.of("would be lost for good:"));
    items.stream()
        .limit(SHOWN)
        .forEach(
            item ->
                lines.add(
                    "  %s: %s, %s".formatted(item.name(), item.was(), Amounts.size(item.bytes()))));
    if (items.size() > SHOWN) {
      lines.add("  and " + (items.size() - SHOWN) + " more");
    }
    return new Confirmation.Question(
        "purge empties the trash and was not confirmed",
        where,
        database.session().facts().database(),
        String.join("\n", lines),
        "purge" + items,
        "mvn saascore:purge" + (age.isZero() ? "" : " -Dsaascore.olderThan=" + typed()));
  }

  private String typed() {
    return age.equals(Duration.ofDays(age.toDays())) ? age.toDays() + "d" : age.toMillis() + "ms";
  }
}
