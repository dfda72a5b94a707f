package io.github.saascore.engine.adopt;

import io.github.saascore.engine.Sources;
import io.github.saascore.engine.scratch.Scopes;
import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.engine.scratch.ScratchDatabase;
import io.github.saascore.postgres.Quote;
import io.github.saascore.postgres.SqlProblems;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.schema.SnapshotReader;
import io.github.saascore.script.Body;
import io.github.saascore.script.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Learns what each single statement of a revision makes. */
final class StatementReplay {
  private final Scratch scratch;
  private final Sources sources;

  StatementReplay(Scratch scratch, Sources sources) {
    this.scratch = scratch;
    this.sources = sources;
  }

  /**
   * Returns the statements of a revision as they are looked at: an ALTER with several actions is
   * taken apart, where the revision is one transaction.
   */
  static List<Statement> statements(Body.Sql body) {
    return body.options().transactional()
        ? body.statements().stream().flatMap(one -> one.parts().stream()).toList()
        : body.statements();
  }

  /**
   * Runs the statements one after the other.
   *
   * @param below the revisions to replay before, parents first
   * @param moment when the revision is done
   * @return the schema before the first statement, after each, and at the end
   */
  Timeline run(List<Revision> below, Body.Sql body, long moment) {
    List<Statement> statements = statements(body);
    try (ScratchDatabase database = scratch.open()) {
      database.up(sources, below);
      Connection connection = database.connection();
      connection.setAutoCommit(!body.options().transactional());
      if (!scratch.schema().equals("public")) {
        execute(
            connection,
            "SELECT set_config('search_path', %s || current_setting('search_path'), false)"
                .formatted(Quote.text(Quote.name(scratch.schema()) + ", ")));
      }
      Timeline timeline = new Timeline();
      long start = moment - Replayed.STEP;
      timeline.add(start, SnapshotReader.read(connection, Scopes.all()));
      for (int i = 0; i < statements.size(); i++) {
        if (statements.get(i).data().isEmpty() && database.mayRun(statements.get(i))) {
          execute(connection, statements.get(i).sql());
        }
        timeline.add(
            i == statements.size() - 1 ? moment : moment(moment, i),
            SnapshotReader.read(connection, Scopes.all()));
      }
      if (body.options().transactional()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
      return timeline;
    } catch (SQLException e) {
      throw new SaascoreException(SqlProblems.of(e), e);
    }
  }

  /** Returns the moment after a statement of a revision, by its number from 0. */
  static long moment(long end, int statement) {
    return end - Replayed.STEP + statement + 1;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (java.sql.Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    }
  }
}
