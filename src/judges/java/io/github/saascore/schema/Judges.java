package io.github.saascore.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jooq.DSLContext;
import org.jooq.Meta;
import org.jooq.Queries;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.pgcodekeeper.core.DatabaseType;
import org.pgcodekeeper.core.api.DatabaseFactory;
import org.pgcodekeeper.core.api.PgCodeKeeperApi;
import org.pgcodekeeper.core.schema.AbstractDatabase;
import org.pgcodekeeper.core.settings.CoreSettings;

/**
 * Leads a database from one side of a pair to the other by the words of other tools; our snapshot
 * says whether it got there.
 */
final class Judges implements AutoCloseable {
  private final PairDatabase start;
  private final PairDatabase goal;

  Judges(String server, String name) {
    this.start = new PairDatabase(server, name + "_a");
    this.goal = new PairDatabase(server, name + "_b");
  }

  /** Makes a script that leads from the one database to the other. */
  private interface Author {
    void lead(PairDatabase from, PairDatabase to) throws Exception;
  }

  /**
   * How other tools' ways from a to b ended.
   *
   * @param codeKeeper by pgcodekeeper-core, from two databases
   * @param jooq by jOOQ's {@code migrateTo}, from two databases
   */
  record Verdict(PairRun.Outcome codeKeeper, PairRun.Outcome jooq) {}

  Verdict judge(Pair pair) throws SQLException {
    goal.load(pair, pair.b());
    Snapshot wanted = goal.read();
    return new Verdict(
        reach(pair, wanted, Judges::byCodeKeeper), reach(pair, wanted, Judges::byJooq));
  }

  private PairRun.Outcome reach(Pair pair, Snapshot wanted, Author author) throws SQLException {
    start.load(pair, pair.a());
    try {
      author.lead(start, goal);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } catch (Exception e) {
      // Another tool's failure is its result.
      return PairRun.Outcome.FAILED;
    }
    start.connection().setAutoCommit(true);
    Difference rest = Difference.between(start.read(), wanted, DifferenceOptions.everything());
    return rest.isEmpty() ? PairRun.Outcome.EXACT : PairRun.Outcome.WRONG;
  }

  private static void byCodeKeeper(PairDatabase from, PairDatabase to) throws Exception {
    CoreSettings settings = new CoreSettings();
    settings.setDbType(DatabaseType.PG);
    DatabaseFactory factory = new DatabaseFactory(settings);
    AbstractDatabase old = factory.loadFromJdbc(from.url());
    AbstractDatabase wanted = factory.loadFromJdbc(to.url());
    String script = PgCodeKeeperApi.diff(settings, old, wanted);
    try (Statement statement = from.connection().createStatement()) {
      for (String piece : SqlPieces.of(script)) {
        statement.execute(piece);
      }
    }
  }

  private static void byJooq(PairDatabase from, PairDatabase to) throws SQLException {
    Queries script = meta(from.connection()).migrateTo(meta(to.connection()));
    try (Statement statement = from.connection().createStatement()) {
      for (String piece : SqlPieces.of(script.toString())) {
        statement.execute(piece);
      }
    }
  }

  private static Meta meta(Connection connection) {
    DSLContext dsl = DSL.using(connection, SQLDialect.POSTGRES);
    return dsl.meta()
        .filterSchemas(
            schema ->
                !schema.getName().startsWith("pg_")
                    && !schema.getName().equals("information_schema"));
  }

  @Override
  public void close() {
    start.close();
    goal.close();
  }
}
