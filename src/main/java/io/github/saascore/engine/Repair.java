package io.github.saascore.engine;

import io.github.saascore.engine.RepairPlan.Accept;
import io.github.saascore.engine.RepairPlan.Change;
import io.github.saascore.engine.RepairPlan.Field;
import io.github.saascore.engine.RepairPlan.Recreate;
import io.github.saascore.postgres.AppliedRevision;
import io.github.saascore.postgres.BuildLock;
import io.github.saascore.postgres.Existing;
import io.github.saascore.postgres.How;
import io.github.saascore.postgres.Store;
import io.github.saascore.postgres.StoreSql;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.script.MigrationFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Brings our rows in line with the files: accepts files that were edited after they were applied,
 * and makes rows again that got lost. No object of the user is touched and no migration runs.
 */
public final class Repair {
  private final Database database;
  private final Sources sources;

  /** Makes a repair of what this database has, by these files. */
  public Repair(Database database, Sources sources) {
    this.database = database;
    this.sources = sources;
  }

  /**
   * What a repair did.
   *
   * @param done the plan that was carried out
   * @param standing where the database stands now
   */
  public record Result(RepairPlan done, Standing standing) {
    /** Tells whether the run changed nothing. */
    public boolean isNothing() {
      return done.isNothing();
    }
  }

  /** Returns what would be changed, in two round trips and without a lock. */
  public RepairPlan plan() {
    return plan(database.state(sources));
  }

  /**
   * Carries out exactly this plan, in one transaction.
   *
   * @throws io.github.saascore.revision.SaascoreException LOCKED when rows or files are no longer
   *     as the plan found them; nothing is changed then
   */
  public Result run(RepairPlan shown) {
    if (shown.isNothing()) {
      return new Result(shown, Standing.of(database.state(sources)));
    }
    database.requireWritable();
    try (BuildLock lock = database.lock()) {
      lock.acquire(database::waiting);
      DatabaseState state = database.state(sources);
      if (!plan(state).equals(shown)) {
        throw Problem.of(Code.LOCKED, "the rows changed after the repair was planned")
            .because("another build worked on this database; nothing was repaired")
            .hint("see what is left to repair: mvn saascore:repair -Dsaascore.dryRun")
            .asException();
      }
      database.runner(lock, Existing.FAIL).ours("repair", sql(shown, state));
      return new Result(shown, Standing.of(database.state(sources)));
    }
  }

  private RepairPlan plan(DatabaseState state) {
    List<AppliedRevision> known =
        state.rows().values().stream()
            .filter(row -> !row.isUnfinished())
            .filter(row -> state.recorded().contains(row.revision().id()))
            .filter(row -> sources.file(row.revision().id()).isPresent())
            .toList();
    Map<RevisionId, String> downgrades =
        new Store(database.session(), database.store())
            .downgrades(known.stream().map(row -> row.revision().id()).toList());
    List<Change> changes = new ArrayList<>();
    for (AppliedRevision row : known) {
      MigrationFile file = sources.files().get(row.revision().id());
      Optional<String> downgrade = Optional.ofNullable(downgrades.get(row.revision().id()));
      List<Field> fields = differing(row, downgrade, recorded(row, file, state));
      if (!fields.isEmpty()) {
        changes.add(new Accept(row.revision().id(), file.path().toString(), fields));
      }
    }
    LostRows.of(state).forEach((id, neededBy) -> changes.add(recreate(id, neededBy)));
    return new RepairPlan(changes, unfinished(state));
  }

  private Recreate recreate(RevisionId id, RevisionId neededBy) {
    MigrationFile file = sources.files().get(id);
    return new Recreate(file.revision(), file.path().toString(), neededBy);
  }

  private static List<RevisionId> unfinished(DatabaseState state) {
    return state.rows().values().stream()
        .filter(AppliedRevision::isUnfinished)
        .map(row -> row.revision().id())
        .toList();
  }

  /**
   * Returns what the row of an applied revision is to say. While something is pending that only the
   * file puts below it, the row keeps its parents and dependencies: they say what has run.
   */
  private static StoreSql.Recorded recorded(
      AppliedRevision row, MigrationFile file, DatabaseState state) {
    StoreSql.Recorded now = Units.recorded(file);
    if (LostRows.areNone(state, file.revision())) {
      return now;
    }
    Revision kept =
        new Revision(
            file.revision().id(),
            row.revision().parents(),
            row.revision().dependsOn(),
            file.revision().labels(),
            file.revision().message(),
            file.revision().replaces());
    return new StoreSql.Recorded(kept, now.checksum(), now.digest(), now.downgrade());
  }

  private static List<Field> differing(
      AppliedRevision row, Optional<String> downgrade, StoreSql.Recorded now) {
    List<Field> fields = new ArrayList<>();
    add(fields, "checksum", row.checksum().orElse(""), now.checksum().orElse(""));
    add(
        fields,
        "down_revision",
        joined(row.revision().parents()),
        joined(now.revision().parents()));
    add(
        fields,
        "depends_on",
        joined(row.revision().dependsOn()),
        joined(now.revision().dependsOn()));
    add(fields, "message", row.revision().message(), now.revision().message());
    add(fields, "downgrade", downgrade.orElse(""), now.downgrade().orElse(""));
    return fields;
  }

  private static void add(List<Field> fields, String name, String before, String after) {
    if (!before.equals(after)) {
      fields.add(new Field(name, before, after));
    }
  }

  private static String joined(List<?> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  private String sql(RepairPlan plan, DatabaseState state) {
    StringBuilder sql = new StringBuilder();
    for (Change change : plan.changes()) {
      MigrationFile file = sources.files().get(change.id());
      sql.append(
          change instanceof Accept
              ? database.store().accepted(recorded(state.rows().get(change.id()), file, state))
              : database.store().stamped(Units.recorded(file))
                  + Units.replaced(
                      database.store(),
                      state.sources(),
                      change.id(),
                      How.STAMPED,
                      state.recorded()));
      sql.append(database.store().event("repair", change.id().value(), 0));
    }
    return sql.toString();
  }
}
