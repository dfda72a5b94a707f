package io.github.saascore.engine.model;

import io.github.saascore.engine.scratch.ScratchDatabase;
import io.github.saascore.postgres.Session;
import io.github.saascore.postgres.SqlProblems;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Problems;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.script.Statement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** Looks at a model that was made: that it made no rows, and that its functions can run. */
final class ModelAudit {
  /** A table that ever had a row has a page; those of extensions are not the model's. */
  private static final String WITH_ROWS =
      """
      SELECT format('table %s has rows', c.oid::regclass) AS what, c.relname
        FROM pg_class c
       WHERE c.relkind = 'r' AND c.oid >= 16384 AND pg_relation_size(c.oid) > 0
         AND c.relnamespace::regnamespace::text !~ '^pg_'
         AND NOT EXISTS (SELECT FROM pg_depend d
                          WHERE d.classid = 1259 AND d.objid = c.oid AND d.deptype = 'e')
      UNION ALL
      SELECT format('sequence %I.%I was used', s.schemaname, s.sequencename), s.sequencename
        FROM pg_sequences s
       WHERE s.last_value IS NOT NULL
       ORDER BY 1
      """;

  /** The validator of a language is what CREATE FUNCTION runs unless bodies are not checked. */
  private static final String ROUTINES =
      """
      SELECT format('%s %s', CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END,
                    p.oid::regprocedure) AS what,
             p.proname,
             format('SELECT %s(%s::oid)', l.lanvalidator::regproc, p.oid) AS validate
        FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
       WHERE p.oid >= 16384 AND l.lanvalidator <> 0 AND p.prosqlbody IS NULL
         AND NOT EXISTS (SELECT FROM pg_depend d
                          WHERE d.classid = 1255 AND d.objid = p.oid AND d.deptype = 'e')
       ORDER BY p.oid
      """;

  /** A body may rely on the search path of its caller, of which nothing is known. */
  private static final String ALL_SCHEMAS =
      """
      SELECT set_config('search_path', string_agg(quote_ident(nspname), ', ' ORDER BY nspname), false)
        FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
      """;

  private final Model model;
  private final Session session;

  ModelAudit(Model model, ScratchDatabase scratch) {
    this.model = model;
    this.session = scratch.database().session();
  }

  /**
   * Looks at everything.
   *
   * @throws SaascoreException MODEL with all that was found
   */
  void run() {
    Problems problems = new Problems();
    rows(problems);
    routines(problems);
    problems.throwIfAny();
  }

  private void rows(Problems problems) {
    session
        .query(WITH_ROWS, row -> List.of(row.getString("what"), row.getString("relname")))
        .forEach(
            found ->
                problems.add(
                    Problem.of(Code.MODEL, "the model makes rows: " + found.get(0))
                        .at(place(found.get(1)))
                        .because("what is in rows is no part of a schema, and would be lost")
                        .hint(
                            "write the rows in a migration: mvn saascore:revision"
                                + " -Dsaascore.message=...; or in a script below"
                                + " src/main/migrations/repeatable")));
  }

  private record Routine(String what, String name, String validate) {}

  private void routines(Problems problems) {
    List<Routine> routines =
        session.query(
            ROUTINES, row -> new Routine(row.getString(1), row.getString(2), row.getString(3)));
    if (routines.isEmpty()) {
      return;
    }
    session.query(ALL_SCHEMAS, row -> row.getString(1));
    for (Routine routine : routines) {
      try {
        session.query(routine.validate(), row -> routine);
      } catch (SaascoreException e) {
        problems.add(
            Problem.of(
                    Code.MODEL,
                    "the body of " + routine.what() + " is wrong: " + e.problem().summary())
                .at(place(routine.name()))
                .because(e.problem().reason().orElse(""))
                .hint("mend its body; everything else of the model was there when it was checked"));
      }
    }
    forgetSearchPath();
  }

  private void forgetSearchPath() {
    try {
      session.send("RESET search_path");
    } catch (SQLException e) {
      throw new SaascoreException(SqlProblems.of(e), e);
    }
  }

  /** Returns where the model makes something, or else which model it is. */
  private String place(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    return model.statements().stream()
        .filter(
            statement ->
                statement.shape().creates().stream()
                    .flatMap(created -> created.name().stream())
                    .map(made -> made.toLowerCase(Locale.ROOT).replace("\"", ""))
                    .anyMatch(made -> made.equals(wanted) || made.endsWith("." + wanted)))
        .findFirst()
        .map(Statement::place)
        .orElse(model.name());
  }
}
