package io.github.saascore.engine;

import io.github.saascore.postgres.How;
import io.github.saascore.postgres.Runner;
import io.github.saascore.postgres.StoreSql;
import io.github.saascore.revision.Revision;
import java.util.List;

/**
 * Gives the revisions rows of their own that count as applied because all that they replace is.
 *
 * <p>From then on the database itself knows what was replaced, and the old files may go.
 */
final class Implied {
  private final Database database;
  private final Runner runner;

  Implied(Database database, Runner runner) {
    this.database = database;
    this.runner = runner;
  }

  /**
   * Records them; no statement of a file runs.
   *
   * @return what was recorded, in order
   */
  List<Revision> record(DatabaseState state) {
    List<Revision> implied = state.implied();
    if (implied.isEmpty()) {
      return implied;
    }
    StringBuilder sql = new StringBuilder();
    implied.forEach(revision -> sql.append(sql(database.store(), state.sources(), revision)));
    if (!runner.ours("replace", sql.toString(), state.recorded())) {
      return List.of();
    }
    implied.forEach(revision -> database.listener().accept(new Event.Implied(revision)));
    return implied;
  }

  /** Returns the statements that record one of them. */
  static String sql(StoreSql store, Sources sources, Revision revision) {
    return store.recordedBeside(Units.recorded(sources.files().get(revision.id())), How.ADOPTED)
        + store.event("replace", revision.id().value(), 0);
  }
}
