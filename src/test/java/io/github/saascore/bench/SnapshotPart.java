package io.github.saascore.bench;

import io.github.saascore.schema.BareQueries;
import io.github.saascore.schema.Difference;
import io.github.saascore.schema.DifferenceOptions;
import io.github.saascore.schema.Snapshot;
import io.github.saascore.schema.SnapshotReader;
import io.github.saascore.schema.SnapshotScope;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * Measures the reading of a schema: ours, the bare catalog queries over the same driver, and jOOQ's
 * own meta data; and the difference to an empty schema. All in this process, without a Maven.
 */
final class SnapshotPart {
  static final String READ = "tables read";
  static final String BARE = "bare queries";
  static final String AGAIN = "tables read again, planned before";
  static final String JOOQ = "jOOQ meta";

  /** jOOQ asks the server several times a table: it takes minutes for more. */
  private static final int ENOUGH_FOR_JOOQ = 200;

  private static final int BATCH = 100;

  private final Bench bench;
  private final int size;

  SnapshotPart(Bench bench, int size) {
    this.bench = bench;
    this.size = size;
  }

  void run() {
    Place place = bench.server().fresh();
    fill(place);
    try (Connection connection = bench.server().connectTo(place);
        SnapshotReader reader = new SnapshotReader(connection, SnapshotScope.all())) {
      reader.read();
      for (int round = 0; round < bench.options().pairs(); round++) {
        measure(READ, OwnPlugin.NAME, () -> SnapshotReader.read(connection, SnapshotScope.all()));
        measure(READ, BARE, () -> BareQueries.run(connection));
        measure(AGAIN, OwnPlugin.NAME, reader::read);
        if (size <= ENOUGH_FOR_JOOQ) {
          measure(READ, JOOQ, () -> jooq(connection));
        }
      }
      difference(reader.read());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    bench.server().drop(place);
  }

  private void difference(Snapshot full) throws SQLException {
    Place place = bench.server().fresh();
    try (Connection connection = bench.server().connectTo(place)) {
      Snapshot empty = SnapshotReader.read(connection, SnapshotScope.all());
      DifferenceOptions options = DifferenceOptions.definitions();
      measure(
          "tables: script from nothing",
          OwnPlugin.NAME,
          () -> Difference.between(empty, full, options));
      measure(
          "tables: no difference", OwnPlugin.NAME, () -> Difference.between(full, full, options));
    }
    bench.server().drop(place);
  }

  private static int jooq(Connection connection) {
    DSLContext dsl = DSL.using(connection, SQLDialect.POSTGRES);
    return dsl.meta()
        .filterSchemas(schema -> schema.getName().equals("public"))
        .ddl()
        .queries()
        .length;
  }

  private void measure(String work, String who, Callable<?> action) {
    long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    long start = System.nanoTime();
    try {
      action.call();
    } catch (Exception e) {
      throw new IllegalStateException(work + " by " + who + " failed", e);
    }
    double wall = (System.nanoTime() - start) / 1e9;
    double own = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9;
    bench.results().add(work, size, who, new Figures(wall, own, 0, OptionalInt.empty(), false));
  }

  /** Tables with ten columns, two keys, a foreign key, two checks, two indexes, two comments. */
  private void fill(Place place) {
    StringBuilder script = new StringBuilder();
    for (int i = 1; i <= size; i++) {
      script.append(table(i));
      if (i % BATCH == 0 || i == size) {
        bench.server().executeAs(place, script.toString());
        script.setLength(0);
      }
    }
    bench.server().execute(place.database(), "ANALYZE");
  }

  private static String table(int i) {
    return """
    CREATE TABLE t%1$d (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL,
      code varchar(20) DEFAULT 'x', count int, amount numeric(10, 2), made timestamptz DEFAULT now(),
      active boolean, extra jsonb, token uuid, parent bigint REFERENCES t%2$d,
      CONSTRAINT u%1$d UNIQUE (name), CONSTRAINT some%1$d CHECK (count > 0),
      CONSTRAINT known%1$d CHECK (code IN ('x', 'y')));
    CREATE INDEX a%1$d ON t%1$d (count, amount);
    CREATE INDEX b%1$d ON t%1$d (lower(name)) WHERE active;
    COMMENT ON TABLE t%1$d IS 'table';
    COMMENT ON COLUMN t%1$d.name IS 'column';
    """
        .formatted(i, Math.max(1, i - 1));
  }
}
