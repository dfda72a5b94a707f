package io.github.saascore.engine;

import io.github.saascore.postgres.Watch;
import io.github.saascore.script.Body;
import io.github.saascore.script.MigrationFile;
import io.github.saascore.script.Statement;
import io.github.saascore.script.StatementShape.Creation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the statements of revisions that the server would pass over in silence where what they make
 * exists.
 */
final class Watches {
  private final Sources sources;
  private Optional<Map<String, Integer>> created = Optional.empty();

  Watches(Sources sources) {
    this.sources = sources;
  }

  /** Returns what the statements of a file must not meet. */
  Watch of(MigrationFile file) {
    if (!(file.upgrade() instanceof Body.Sql sql) || !sql.options().transactional()) {
      return Watch.NOTHING;
    }
    List<String> relations = new ArrayList<>();
    List<Watch.Column> columns = new ArrayList<>();
    List<String> tables = new ArrayList<>();
    for (Statement statement : sql.statements()) {
      if (Overlap.mayCreate(statement)) {
        for (Creation creation : statement.shape().creates()) {
          if (creation.name().isEmpty()) {
            creation.on().ifPresent(tables::add);
          } else if (creation.tolerant() && isOnlyHere(creation)) {
            add(creation, relations, columns);
          }
        }
      }
    }
    return relations.isEmpty() && columns.isEmpty() && tables.isEmpty()
        ? Watch.NOTHING
        : new Watch(relations, columns, tables);
  }

  private static void add(Creation creation, List<String> relations, List<Watch.Column> columns) {
    String name = creation.name().orElseThrow();
    switch (creation.kind()) {
      case "table", "index", "sequence", "materialized view", "foreign table" ->
          relations.add(name);
      case "column" -> columns.add(new Watch.Column(creation.on().orElseThrow(), name));
      default -> {}
    }
  }

  /**
   * Tells whether no other statement of the history makes it too; then its being there cannot come
   * from the history itself.
   */
  private boolean isOnlyHere(Creation creation) {
    if (created.isEmpty()) {
      created = Optional.of(count());
    }
    return created.get().getOrDefault(key(creation), 0) < 2;
  }

  private Map<String, Integer> count() {
    Map<String, Integer> counts = new HashMap<>();
    for (MigrationFile file : sources.files().values()) {
      if (file.upgrade() instanceof Body.Sql sql) {
        for (Statement statement : sql.statements()) {
          if (Overlap.mayCreate(statement)) {
            statement.shape().creates().stream()
                .filter(creation -> creation.name().isPresent())
                .forEach(creation -> counts.merge(key(creation), 1, Integer::sum));
          }
        }
      }
    }
    return counts;
  }

  private static String key(Creation creation) {
    String on = creation.kind().equals("column") ? last(creation.on().orElse("")) + "." : "";
    return on + last(creation.name().orElseThrow());
  }

  private static String last(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
