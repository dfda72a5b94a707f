package io.github.saascore.engine.squash;

import io.github.saascore.engine.drift.Paragraphs;
import io.github.saascore.engine.seed.SeedScript;
import io.github.saascore.schema.Ddl;
import io.github.saascore.schema.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts rows among the statements that make a schema: behind the tables, and before what would look
 * at rows that come, as foreign keys, triggers and policies do.
 */
final class UpgradeText {
  private static final Set<Kind> BEFORE_ROWS =
      EnumSet.of(
          Kind.SCHEMA,
          Kind.EXTENSION,
          Kind.COLLATION,
          Kind.ENUM,
          Kind.DOMAIN,
          Kind.COMPOSITE,
          Kind.RANGE,
          Kind.SEQUENCE,
          Kind.TABLE,
          Kind.COLUMN,
          Kind.DEFAULT,
          Kind.OWNED_BY,
          Kind.INHERITANCE);

  private UpgradeText() {}

  /** Returns the statements of an upgrade. */
  static String of(List<Ddl> script, Rows rows) {
    if (rows.isEmpty()) {
      return Paragraphs.of(script);
    }
    int end = 0;
    for (int i = 0; i < script.size(); i++) {
      if (script.get(i).object().filter(on -> BEFORE_ROWS.contains(on.kind())).isPresent()) {
        end = i + 1;
      }
    }
    List<Ddl> first = new ArrayList<>(script.subList(0, end));
    List<Ddl> last = new ArrayList<>(first.stream().filter(UpgradeText::hinders).toList());
    first.removeAll(last);
    last.addAll(script.subList(end, script.size()));
    String inserts =
        rows.tables().stream()
            .map(table -> SeedScript.inserts(table, rows.moving().of(table.name())))
            .collect(Collectors.joining("\n"));
    return List.of(
            Paragraphs.of(first),
            inserts,
            Paragraphs.of(last),
            SeedScript.positions(rows.positions()))
        .stream()
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  /** Tells whether rows can be refused behind a statement: for another owner, or by policies. */
  private static boolean hinders(Ddl ddl) {
    return ddl.object().filter(on -> on.kind() == Kind.TABLE).isPresent()
        && ddl.sql().matches("ALTER TABLE .*(OWNER TO .*|ROW LEVEL SECURITY)");
  }
}
