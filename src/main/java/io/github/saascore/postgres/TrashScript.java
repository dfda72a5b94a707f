package io.github.saascore.postgres;

import io.github.saascore.script.Statement;
import io.github.saascore.script.StatementShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Puts statements of ours into a script that keep what it drops: in a schema of its own, from where
 * it can be restored, and in the transaction of the script.
 *
 * <p>A table that a DROP TABLE names is moved there whole, which takes no time. Columns, and tables
 * that go in another way (a DO block, a partition, CASCADE), are copied before the script runs. A
 * table that was moved still needs its types and functions: where the script drops those too, the
 * server refuses, and then everything is copied.
 */
public final class TrashScript {
  /** The schema of the trash. */
  public static final String SCHEMA = "saascore_trash";

  /** Raised when something cannot be kept. */
  static final String NOT_KEPT = "SC009";

  /** Raised when something cannot be restored. */
  static final String NOT_RESTORED = "SC011";

  /** Raised when a table is gone that was to be moved; it is copied then. */
  static final String NOT_MOVED = "SC012";

  private static final Pattern NAME =
      Pattern.compile(
          "(?:[\\p{L}_][\\w$\\p{L}]*|\"(?:[^\"]|\"\")+\")"
              + "(?:\\.(?:[\\p{L}_][\\w$\\p{L}]*|\"(?:[^\"]|\"\")+\"))?");
  private static final String DROPPED = "drop-cascade";
  private static final String MARK = Ours.mark("keep=trash");
  private static final String COPY =
      "what is dropped is copied into the trash, as moving it is not enough";

  private final String revision;
  private final List<Kept> kept;

  private TrashScript(String revision, List<Kept> kept) {
    this.revision = revision;
    this.kept = kept;
  }

  /**
   * Something to keep.
   *
   * @param table the object id of a table
   * @param column a column of it; empty for all of the table
   */
  public record Kept(long table, Optional<String> column) {}

  /**
   * Returns a script that keeps what it drops.
   *
   * @param revision the step that drops it
   * @param kept everything that is dropped and was there before
   */
  public static Unit.Script keeping(Unit.Script script, String revision, List<Kept> kept) {
    return new TrashScript(revision, kept).moving(script);
  }

  /**
   * Returns the statement that copies the rows of tables, and of all below them, before they are
   * dropped one and all; empty ones are left out.
   *
   * @param tables their object ids
   */
  public static String keepingRows(List<Long> tables) {
    List<Kept> kept = tables.stream().map(oid -> new Kept(oid, Optional.empty())).toList();
    Map<String, String> all = Map.of("each", "true", "names", Quote.array(List.of()));
    return "DO " + Quote.text(new TrashScript(DROPPED, kept).filled("trash_keep.sql", all)) + ";\n";
  }

  /**
   * Returns the statement that restores something.
   *
   * @param oid the object id of the table in the trash
   */
  public static String restoring(long oid) {
    String body = Resources.text("trash_restore.sql", Map.of("oid", Long.toString(oid)));
    return "DO " + Quote.text(body) + ";\n" + tidying();
  }

  /** Returns the statement that drops a table of the trash for good. */
  public static String dropping(String name) {
    return "DROP TABLE " + Quote.name(SCHEMA, name) + ";\n";
  }

  /** Returns the statement that removes the schema of the trash when nothing is in it. */
  public static String tidying() {
    String body =
        """
        BEGIN
          IF NOT EXISTS (SELECT FROM pg_class
                          WHERE relnamespace = to_regnamespace('%1$s')::oid) THEN
            DROP SCHEMA IF EXISTS %1$s;
          END IF;
        END
        """
            .formatted(SCHEMA);
    return "DO " + Quote.text(body) + ";\n";
  }

  private Unit.Script moving(Unit.Script script) {
    Unit.Alternative instead =
        script
            .instead()
            .map(other -> new Unit.Alternative(other.says(), moving(other.script())))
            .orElseGet(() -> new Unit.Alternative(COPY, copying(script)));
    List<Statement> statements = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Statement statement : script.statements()) {
      List<StatementShape.Loss> dropped = drops(statement);
      dropped.forEach(loss -> names.add(loss.name()));
      statements.add(dropped.isEmpty() ? statement : dropping(statement, dropped));
    }
    statements.add(0, keeping(script, names));
    statements.add(
        script
            .statements()
            .get(script.statements().size() - 1)
            .withSql(MARK + "DO " + Quote.text(filled("trash_check.sql", Map.of()))));
    return new Unit.Script(statements, Optional.of(instead));
  }

  private Unit.Script copying(Unit.Script script) {
    List<Statement> statements = new ArrayList<>(script.statements());
    statements.add(0, keeping(script, List.of()));
    return new Unit.Script(statements);
  }

  private Statement keeping(Unit.Script script, List<String> names) {
    String body = filled("trash_keep.sql", Map.of("each", "false", "names", Quote.array(names)));
    return script.statements().get(0).withSql(MARK + "DO " + Quote.text(body));
  }

  private Statement dropping(Statement statement, List<StatementShape.Loss> dropped) {
    boolean cascade = dropped.stream().anyMatch(StatementShape.Loss::cascade);
    List<String> names = dropped.stream().map(StatementShape.Loss::name).toList();
    String body =
        filled(
            "trash_drop.sql",
            Map.of(
                "names", Quote.array(names),
                "cascade", Boolean.toString(cascade),
                "sql", Quote.text(statement.sql())));
    return statement.withSql(
        Ours.mark(statement.shape().describes() + ", kept") + "DO " + Quote.text(body));
  }

  /** What a user named may look like a placeholder: it is put in last, and not looked at again. */
  private String filled(String resource, Map<String, String> more) {
    String text =
        Resources.text(resource)
            .replace("${target}", Resources.text("trash_target.sql").strip())
            .replace("${movable}", Resources.text("trash_movable.sql").strip());
    Map<String, String> values = new HashMap<>(more);
    values.put("trash", SCHEMA);
    values.put("revision", Quote.text(revision));
    values.put("fields", Quote.texts(kept.stream().map(Kept::column).toList()));
    values.put("oids", Quote.oids(kept.stream().map(Kept::table).toList()));
    return Resources.fill(text, values);
  }

  private static List<StatementShape.Loss> drops(Statement statement) {
    if (!statement.beginsWith('d')) {
      return List.of();
    }
    List<StatementShape.Loss> losses = statement.shape().destroys();
    boolean tables =
        losses.stream()
            .allMatch(loss -> loss.kind().equals("table") && NAME.matcher(loss.name()).matches());
    return tables ? losses : List.of();
  }
}
