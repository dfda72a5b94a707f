package io.github.saascore.engine.hazard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.script.Source;
import io.github.saascore.script.SqlLexer;
import io.github.saascore.script.Statement;
import io.github.saascore.testing.Older;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tracer sees what was measured by hand on PostgreSQL 15 for 116 statements: {@code
 * locks-pg15.json}. Where another version or an empty database differs, the difference is written
 * here with its reason; nothing else may differ.
 */
@ExtendWith(PostgresExtension.class)
class LockTableTest {
  private static final Path FIXTURE = Path.of("src/test/resources/locks-fixture.sql");

  /** PostgreSQL 18 looks up the table of a GRANT under ACCESS SHARE, so that it cannot go away. */
  private static final Map<String, LockFact> IN_18 =
      Map.of("grant", new LockFact("child=AS", "", "", ""));

  /**
   * Without rows, ADD COLUMN NOT NULL finds no null; and the check of a foreign key joins an empty
   * table, for which it need not read the other one.
   */
  private static final Map<String, LockFact> WITHOUT_ROWS =
      Map.of(
          "add-column-notnull-no-default",
          new LockFact("child=AE", "", "", "child:1"),
          "add-column-references-default",
          new LockFact("child=AE parent=SRE", "", "", "child:1"),
          "add-fk",
          new LockFact("child=SRE parent=SRE", "", "", "child:1"),
          "validate-fk",
          new LockFact("child=SUE parent=RS", "", "", "child:1"),
          "add-fk-to-partitioned",
          new LockFact(
              "parent=SRE part=SRE part_1=SRE part_2=SRE part_def=SRE",
              "",
              "",
              "part_1:1,part_2:1,part_def:1"));

  @Tag("long")
  @Test
  void isAsMeasuredOnPostgresql15(@Older TestDatabase db) throws Exception {
    assertThat(differences(db, true)).isEmpty();
  }

  @Test
  void isAsMeasuredOnPostgresql18ButForGrant(TestDatabase db) throws Exception {
    assertThat(differences(db, true)).isEqualTo(IN_18);
  }

  @Tag("long")
  @Test
  void emptyTablesHideScansOfReferencedTablesOnly(@Older TestDatabase db) throws Exception {
    assertThat(differences(db, false)).isEqualTo(WITHOUT_ROWS);
  }

  private static Map<String, LockFact> differences(TestDatabase db, boolean rows) throws Exception {
    Map<String, LockFact> differences = new LinkedHashMap<>();
    List<LockFact.Case> cases = LockFact.measured();
    assertThat(cases).hasSize(116);
    for (LockFact.Case one : cases) {
      LockFact seen = LockFact.seen(trace(db, one, rows));
      if (!seen.equals(one.fact())) {
        differences.put(one.id(), seen);
      }
    }
    return differences;
  }

  private static List<Observation> trace(TestDatabase db, LockFact.Case one, boolean rows)
      throws Exception {
    String fixture = Files.readString(FIXTURE);
    String schema = rows ? fixture : fixture.replaceAll("(?s)-- rows begin.*-- rows end", "");
    try (Connection connection = db.connect()) {
      try (java.sql.Statement jdbc = connection.createStatement()) {
        jdbc.execute("DROP SCHEMA IF EXISTS zz CASCADE; DROP SCHEMA public CASCADE");
        jdbc.execute("CREATE SCHEMA public;\n" + schema);
      }
      String sql = one.sql().replace("owner to own", "owner to \"" + db.user() + "\"");
      List<Statement> statements = SqlLexer.split(Source.of(one.id(), sql));
      return new Tracer(connection, Tracer.Helper.NONE).together(statements);
    }
  }
}
