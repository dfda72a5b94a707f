package io.github.saascore.postgres;

import io.github.saascore.script.NamedConstraint;
import io.github.saascore.script.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Puts statements of ours around a script that suspend the foreign keys of a schema and give them
 * back as they were.
 *
 * <p>{@code session_replication_role} and {@code DISABLE TRIGGER ALL} need a superuser. What an
 * owner may do is to make a foreign key deferred, so that it is checked at the end, or to drop it
 * and add it back. Deferring is cheap, but the server still refuses TRUNCATE, DROP TABLE and a new
 * type of the key, and actions such as ON DELETE CASCADE still fire; dropping allows everything,
 * but adding back reads whole tables. So the keys are deferred first, and dropped only when the
 * server refuses a statement or an action had cause to fire.
 *
 * <p>What the keys were is kept on the server for the length of the transaction, in the setting
 * {@code saascore.suspended}, so that no round trip and no right is needed for it.
 */
public final class ForeignKeySuspension {
  /** Raised when a foreign key cannot be suspended; all of them are listed. */
  static final String NOT_OURS = "SC004";

  /** Raised when rows refer to nothing at the end; they are listed. */
  static final String DANGLING = "SC005";

  /** Raised when an action of a deferred foreign key may have changed rows. */
  static final String ACTED = "SC006";

  /** Raised when the script has reset all settings, ours among them. */
  static final String FORGOTTEN = "SC007";

  /** Raised when the column that a foreign key refers to is gone. */
  static final String COLUMN_GONE = "SC008";

  private static final String MARK = Ours.mark("foreign_keys=suspend");
  private static final String END = Ours.mark("end of foreign_keys=suspend");
  private static final String DROPPING =
      "foreign keys are dropped and added back, as deferring them is not enough";

  private final Optional<String> schema;
  private final List<NamedConstraint> named;

  private ForeignKeySuspension(Optional<String> schema, List<NamedConstraint> named) {
    this.schema = schema;
    this.named = named;
  }

  /**
   * Returns the script with its foreign keys deferred, and instead of that dropped.
   *
   * @param schema the schema whose keys are suspended, those from and to other schemas included;
   *     empty means the first of the search path
   */
  public static Unit.Script around(List<Statement> statements, Optional<String> schema) {
    if (statements.isEmpty()) {
      return new Unit.Script(statements);
    }
    List<NamedConstraint> named =
        statements.stream()
            .filter(statement -> statement.beginsWith('a'))
            .flatMap(statement -> NamedConstraint.of(statement).stream())
            .distinct()
            .toList();
    ForeignKeySuspension suspension = new ForeignKeySuspension(schema, named);
    return new Unit.Script(
        suspension.around(statements, false),
        Optional.of(
            new Unit.Alternative(DROPPING, new Unit.Script(suspension.around(statements, true)))));
  }

  /** Tells whether a statement is one of those that {@link #around} puts around a script. */
  public static boolean isOurs(Statement statement) {
    return Ours.begins(statement, MARK) || isRestoring(statement);
  }

  /** Tells whether a statement is the one that gives the foreign keys back. */
  public static boolean isRestoring(Statement statement) {
    return Ours.begins(statement, END);
  }

  private List<Statement> around(List<Statement> statements, boolean drop) {
    List<Statement> all = new ArrayList<>(statements.size() + 2);
    all.add(statements.get(0).withSql(suspend(drop, true)));
    boolean stale = false;
    for (Statement statement : statements) {
      // Foreign keys that the script itself makes are suspended before it works with their tables.
      if (stale && !statement.shape().isCreation()) {
        all.add(statement.withSql(suspend(drop, false)));
        stale = false;
      }
      all.add(statement);
      stale |= makesForeignKeys(statement);
    }
    all.add(statements.get(statements.size() - 1).withSql(restore()));
    return all;
  }

  /** Looks at one character of most: a script may have a million INSERTs. */
  private static boolean makesForeignKeys(Statement statement) {
    return (statement.beginsWith('c') || statement.beginsWith('a'))
        && statement.sql().toLowerCase(Locale.ROOT).contains("references");
  }

  private String suspend(boolean drop, boolean first) {
    Map<String, String> values =
        Map.of(
            "schema", schema.map(Quote::text).orElse("NULL"),
            "drop", Boolean.toString(drop),
            "first", Boolean.toString(first),
            "tables", Quote.array(named.stream().map(NamedConstraint::table).toList()),
            "names", Quote.array(named.stream().map(NamedConstraint::name).toList()),
            "verbs", Quote.array(named.stream().map(NamedConstraint::verb).toList()));
    return MARK + block("foreign_keys_suspend.sql", "k", values);
  }

  private static String restore() {
    return END + block("foreign_keys_restore.sql", "f", Map.of());
  }

  private static String block(String resource, String row, Map<String, String> values) {
    String text =
        Resources.text(resource)
            .replace("${missing}", Resources.text("foreign_keys_missing.sql").strip())
            .replace("${changes}", Resources.text("foreign_keys_changes.sql").strip());
    Map<String, String> all = new HashMap<>(values);
    all.put("row", row);
    return "DO " + Quote.text(Resources.fill(text, all));
  }
}
