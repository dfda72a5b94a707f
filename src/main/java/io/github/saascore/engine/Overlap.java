package io.github.saascore.engine;

import io.github.saascore.postgres.Quote;
import io.github.saascore.postgres.Session;
import io.github.saascore.postgres.StoreSql;
import io.github.saascore.script.Statement;
import io.github.saascore.script.StatementShape.Creation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds out, in one question, whether anything of what statements create is in a database.
 *
 * <p>It goes by names, and where a name does not tell, it says yes rather than no.
 */
final class Overlap {
  private static final Set<String> TYPES = Set.of("type", "domain");
  private static final Set<String> ROUTINES =
      Set.of("function", "procedure", "aggregate", "routine");

  /**
   * Whether the database has anything of the kinds that are looked for. Parts of tables and types
   * are not asked for: they stand with their owners.
   */
  private static final String ANYTHING =
      """
      SELECT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                      WHERE n.nspname !~ '^(pg_|information_schema$)' AND c.relname <> ALL (%s)
                        AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c')
                        AND NOT EXISTS (SELECT FROM pg_depend d
                                         WHERE d.classid = 'pg_class'::regclass
                                           AND d.objid = c.oid AND d.deptype = 'i'))
          OR EXISTS (SELECT FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
                      WHERE n.nspname !~ '^(pg_|information_schema$)' AND t.typrelid = 0
                        AND t.typelem = 0)
          OR EXISTS (SELECT FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                      WHERE n.nspname !~ '^(pg_|information_schema$)')
      """;

  /** Kinds that stand in many databases before anybody made anything. */
  private static final Set<String> ANYWHERE = Set.of("schema", "extension", "language", "role");

  /** Parts of a table or type: whether it has one of the name, with two texts to put in. */
  private static final String PART =
      """
      EXISTS (SELECT FROM pg_attribute
               WHERE attrelid = to_regclass(%1$s) AND attname = (parse_ident(%2$s))[1])
      OR EXISTS (SELECT FROM pg_constraint
                  WHERE conrelid = to_regclass(%1$s) AND conname = (parse_ident(%2$s))[1])
      """;

  private final String schema;
  private final boolean wide;
  private final Set<String> relations = new TreeSet<>();
  private final Set<String> types = new TreeSet<>();
  private final Set<String> routines = new TreeSet<>();
  private final Set<String> conditions = new TreeSet<>();

  private Overlap(String schema, boolean wide) {
    this.schema = schema;
    this.wide = wide;
  }

  /** Tells whether the database has nothing that any statement could create, beside our tables. */
  static boolean isEmpty(Session session) {
    return !session
        .query(ANYTHING.formatted(Quote.array(StoreSql.TABLES)), row -> row.getBoolean(1))
        .get(0);
  }

  /**
   * Tells whether any of what the statements create exists.
   *
   * @param wide whether the table that a column or a constraint is added to counts as well; that is
   *     sensible where no revision is applied, as all such tables are then strange
   */
  static boolean exists(Session session, List<Statement> statements, boolean wide) {
    Overlap overlap = new Overlap(session.facts().schema(), wide);
    for (Statement statement : statements) {
      if (mayCreate(statement)) {
        statement.shape().creates().forEach(overlap::add);
      }
    }
    List<String> asked = overlap.questions();
    return !asked.isEmpty()
        && session
            .query("SELECT " + String.join("\n    OR ", asked), row -> row.getBoolean(1))
            .get(0);
  }

  /** Tells whether a statement begins like one that creates, without reading it. */
  static boolean mayCreate(Statement statement) {
    return statement.beginsWith('c') || statement.beginsWith('a');
  }

  private void add(Creation creation) {
    String kind = creation.kind();
    if (ANYWHERE.contains(kind) || creation.name().or(creation::on).isEmpty()) {
      return;
    }
    if (kind.equals("index")) {
      creation.name().or(creation::on).ifPresent(name -> relations.addAll(names(name)));
    } else if (creation.on().isPresent()) {
      part(creation, creation.on().get());
    } else if (TYPES.contains(kind)) {
      types.addAll(names(creation.name().orElseThrow()));
    } else if (ROUTINES.contains(kind)) {
      routines.add(creation.name().orElseThrow());
    } else {
      relations.addAll(names(creation.name().orElseThrow()));
    }
  }

  private void part(Creation creation, String owner) {
    if (wide || creation.name().isEmpty()) {
      relations.addAll(names(owner));
    } else if (creation.kind().equals("value")) {
      conditions.add(
          "EXISTS (SELECT FROM pg_enum WHERE enumtypid = to_regtype(%s) AND enumlabel = %s)"
              .formatted(Quote.text(owner), creation.name().get()));
    } else {
      conditions.add(PART.formatted(Quote.text(owner), Quote.text(creation.name().get())).strip());
    }
  }

  /** What is made without a schema goes to ours, but is looked for along the search path. */
  private List<String> names(String name) {
    return name.contains(".") ? List.of(name) : List.of(name, Quote.name(schema) + "." + name);
  }

  private List<String> questions() {
    List<String> asked = new ArrayList<>();
    if (!relations.isEmpty()) {
      asked.add(any(relations, "to_regclass(name) IS NOT NULL"));
    }
    if (!types.isEmpty()) {
      asked.add(any(types, "to_regtype(name) IS NOT NULL"));
    }
    if (!routines.isEmpty()) {
      asked.add(
          any(
              routines,
              """
              EXISTS (SELECT FROM pg_proc
                       WHERE proname = (parse_ident(name))[cardinality(parse_ident(name))]
                         AND pronamespace <> 'pg_catalog'::regnamespace)\
              """));
    }
    asked.addAll(conditions);
    return asked;
  }

  private static String any(Set<String> names, String condition) {
    return "EXISTS (SELECT FROM unnest(%s) AS name WHERE %s)"
        .formatted(Quote.array(names), condition);
  }
}
