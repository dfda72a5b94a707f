package io.github.saascore.engine.hazard;

import io.github.saascore.script.Source;
import io.github.saascore.script.SqlLexer;
import io.github.saascore.script.Statement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the script of a case in a database that has nothing but what the case needs. */
final class HazardRun {
  private static final Pattern COLUMN =
      Pattern.compile("column \"([^\"]+)\" of relation \"([^\"]+)\" does not exist");
  private static final Pattern EXISTS = Pattern.compile("relation \"([^\"]+)\" already exists");

  private final Connection connection;

  HazardRun(Connection connection) {
    this.connection = connection;
  }

  /**
   * What was found.
   *
   * @param hits what the rules say
   * @param refused the statements that the server refused, with its messages
   */
  record Outcome(List<SectionLint.Hit> hits, List<Observation> refused) {}

  Outcome run(HazardCase one) throws SQLException {
    reset();
    StandIns standIns = new StandIns(connection, true);
    Tracer.Helper helper = new Examples(connection, standIns);
    Tracer blind = Tracer.blind(connection, helper);
    for (String script : one.context()) {
      blind.apart(statements(one.id(), script));
    }
    Tracer tracer = new Tracer(connection, helper);
    Base base = Base.of(MomentReader.read(connection).catalog());
    List<SectionLint.Hit> hits = new ArrayList<>();
    List<Observation> refused = new ArrayList<>();
    for (Section section : sections(one)) {
      List<Observation> seen =
          section.together()
              ? tracer.together(section.statements())
              : tracer.apart(section.statements());
      hits.addAll(new SectionLint(base.with(standIns.oids()), seen).hits());
      seen.stream().filter(each -> each.refusal().isPresent()).forEach(refused::add);
    }
    return new Outcome(hits, refused);
  }

  /**
   * A script of several examples makes the same table in each: the one before goes. Of a sequence
   * not all files are among the cases: what they added to a table is added.
   */
  private record Examples(Connection connection, StandIns standIns) implements Tracer.Helper {
    @Override
    public boolean help(Statement statement, Refusal refusal) throws SQLException {
      Matcher table = EXISTS.matcher(refusal.message());
      if (refusal.state().equals("42P07") && table.find() && statement.shape().isCreation()) {
        try (java.sql.Statement jdbc = connection.createStatement()) {
          jdbc.execute("DROP TABLE IF EXISTS \"" + table.group(1) + "\" CASCADE");
        }
        return true;
      }
      Matcher column = COLUMN.matcher(refusal.message());
      boolean helped = standIns.help(statement, refusal);
      if (!helped && refusal.state().equals("42703") && column.find()) {
        try (java.sql.Statement jdbc = connection.createStatement()) {
          jdbc.execute(
              "ALTER TABLE \"%s\" ADD COLUMN \"%s\" text"
                  .formatted(column.group(2), column.group(1)));
        }
        return true;
      }
      return helped;
    }

    @Override
    public boolean helpsSkipped() {
      return standIns.helpsSkipped();
    }
  }

  /** A part of a script that runs in one transaction, or in none. */
  record Section(boolean together, List<Statement> statements) {}

  private static List<Section> sections(HazardCase one) {
    List<Section> sections = new ArrayList<>();
    boolean together = one.inTransaction();
    List<Statement> open = new ArrayList<>();
    for (Statement statement : statements(one.id(), one.sql())) {
      if (statement.shape().isTransactionControl()) {
        sections.add(new Section(together, List.copyOf(open)));
        open.clear();
        String word = statement.sql().toLowerCase(Locale.ROOT);
        together = word.startsWith("begin") || word.startsWith("start");
      } else {
        open.add(statement);
      }
    }
    sections.add(new Section(together, List.copyOf(open)));
    sections.removeIf(section -> section.statements().isEmpty());
    return sections;
  }

  private static List<Statement> statements(String name, String sql) {
    return SqlLexer.split(Source.of(name, sql));
  }

  private void reset() throws SQLException {
    List<String> schemas = new ArrayList<>();
    try (java.sql.Statement jdbc = connection.createStatement()) {
      jdbc.execute("ROLLBACK; RESET ALL; DISCARD TEMP; RESET SESSION AUTHORIZATION");
      try (ResultSet rows =
          jdbc.executeQuery(
              """
              SELECT quote_ident(nspname) FROM pg_namespace
               WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
              """)) {
        while (rows.next()) {
          schemas.add(rows.getString(1));
        }
      }
      for (String schema : schemas) {
        jdbc.execute("DROP SCHEMA " + schema + " CASCADE");
      }
      jdbc.execute("CREATE SCHEMA public; SET lock_timeout = '5s'");
    }
  }
}
