package io.github.saascore.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A table, view or index on which a statement needs a lock that running applications feel.
 *
 * <p>The modes are those of the manual's chapter "Explicit Locking". Only the names in the
 * statement are known here; what a foreign key or a view drags along is not.
 *
 * @param name the name as written, as {@code to_regclass} takes it
 * @param exclusive whether readers are in its way too; otherwise only writers are
 */
public record LockTarget(String name, boolean exclusive) {
  private static final int TOKENS = 500;
  private static final Pattern PLAIN =
      Pattern.compile(
          "(?:[\\p{L}_][\\w$\\p{L}]*|\"[^\"]+\")(?:\\.(?:[\\p{L}_][\\w$\\p{L}]*|\"[^\"]+\"))?");

  /** Returns the targets of a statement; empty where it needs no strong lock, or none is known. */
  public static List<LockTarget> of(Statement statement) {
    return new Reader(TokenCursor.of(statement.sql(), TOKENS)).read();
  }

  /** Reads the names behind the key words. */
  private static final class Reader {
    private final TokenCursor cursor;
    private final List<LockTarget> targets = new ArrayList<>();

    Reader(TokenCursor cursor) {
      this.cursor = cursor;
    }

    List<LockTarget> read() {
      if (cursor.accept("alter")) {
        alter();
      } else if (cursor.accept("create")) {
        create();
      } else if (cursor.accept("drop")) {
        drop();
      } else if (cursor.accept("truncate")) {
        cursor.accept("table");
        names(true);
      } else if (cursor.accept("cluster") || cursor.accept("vacuum", "full")) {
        cursor.accept("verbose");
        names(true);
      } else if (cursor.accept("reindex", "table") || cursor.accept("reindex", "index")) {
        names(!cursor.accept("concurrently"));
      } else if (cursor.accept("refresh", "materialized", "view")) {
        names(!cursor.accept("concurrently"));
      }
      return targets;
    }

    private void alter() {
      boolean table =
          cursor.accept("table")
              || cursor.accept("materialized", "view")
              || cursor.accept("foreign", "table")
              || cursor.accept("view");
      cursor.accept("if", "exists");
      if (table) {
        cursor.accept("only");
        Optional<String> name = cursor.name();
        if (!cursor.accept("validate")) {
          add(name, true);
        }
      }
    }

    private void create() {
      while (cursor.acceptAny("or", "replace", "unique", "constraint")) {}
      if (cursor.accept("index")) {
        boolean concurrently = cursor.accept("concurrently");
        if (!concurrently && cursor.skipTo("on") && cursor.accept("on")) {
          cursor.accept("only");
          add(cursor.name(), false);
        }
      } else if (cursor.accept("trigger") && cursor.skipTo("on") && cursor.accept("on")) {
        add(cursor.name(), false);
      } else if (cursor.accept("policy") && cursor.skipTo("on") && cursor.accept("on")) {
        add(cursor.name(), true);
      } else if (cursor.accept("rule") && cursor.skipTo("to") && cursor.accept("to")) {
        add(cursor.name(), true);
      }
    }

    private void drop() {
      boolean named =
          cursor.accept("table")
              || cursor.accept("view")
              || cursor.accept("materialized", "view")
              || (cursor.accept("index") && !cursor.at("concurrently"));
      if (named) {
        cursor.accept("if", "exists");
        names(true);
      } else if (cursor.acceptAny("trigger", "policy", "rule")
          && cursor.skipTo("on")
          && cursor.accept("on")) {
        add(cursor.name(), true);
      }
    }

    private void names(boolean exclusive) {
      do {
        cursor.accept("only");
        add(cursor.name(), exclusive);
      } while (cursor.acceptSymbol(','));
    }

    private void add(Optional<String> name, boolean exclusive) {
      name.filter(text -> PLAIN.matcher(text).matches())
          .ifPresent(text -> targets.add(new LockTarget(text, exclusive)));
    }
  }
}
