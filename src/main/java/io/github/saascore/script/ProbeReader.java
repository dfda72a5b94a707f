package io.github.saascore.script;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads from a statement's words how a look at the catalog can tell whether it has run. */
final class ProbeReader {
  private static final int TOKENS = 60;

  /** DO runs inside a transaction block unless it ends transactions itself, or calls what may. */
  private static final Pattern ENDS_TRANSACTIONS =
      Pattern.compile("\\b(commit|rollback|call)\\b", Pattern.CASE_INSENSITIVE);

  private ProbeReader() {}

  static Probe read(String sql, boolean refusesTransaction) {
    TokenCursor cursor = TokenCursor.of(sql, TOKENS);
    if (cursor.acceptAny("set", "reset")) {
      return cursor.at("local") ? new Probe.Atomic() : new Probe.Setting();
    }
    if (setsByFunction(cursor.copy())) {
      return new Probe.Setting();
    }
    if (cursor.at("call") || (cursor.at("do") && ENDS_TRANSACTIONS.matcher(sql).find())) {
      return new Probe.Opaque();
    }
    if (cursor.accept("reindex")) {
      return reindex(cursor);
    }
    if (cursor.acceptAny("vacuum", "analyze", "analyse", "cluster", "repack", "discard")) {
      return new Probe.Repeatable();
    }
    return refusesTransaction ? alone(cursor) : new Probe.Atomic();
  }

  /** {@code SELECT set_config('search_path', '', false)}, as pg_dump writes it. */
  private static boolean setsByFunction(TokenCursor cursor) {
    if (!cursor.accept("select")) {
      return false;
    }
    do {
      String name = cursor.name().orElse("").toLowerCase(Locale.ROOT);
      if (!(name.equals("set_config") || name.equals("pg_catalog.set_config"))
          || !cursor.atSymbol('(')) {
        return false;
      }
      cursor.take();
    } while (cursor.acceptSymbol(','));
    return cursor.atEnd();
  }

  private static Probe alone(TokenCursor cursor) {
    if (cursor.accept("create")) {
      boolean unique = cursor.accept("unique");
      return cursor.accept("index") ? indexBuild(cursor, unique) : presence(cursor, true);
    }
    if (cursor.accept("drop")) {
      return cursor.accept("index") ? indexDrop(cursor) : presence(cursor, false);
    }
    if (cursor.accept("alter", "table")) {
      return detach(cursor);
    }
    // ALTER SYSTEM, ALTER DATABASE ... SET TABLESPACE, ALTER SUBSCRIPTION.
    return new Probe.Repeatable();
  }

  private static Probe indexBuild(TokenCursor cursor, boolean unique) {
    cursor.accept("concurrently");
    boolean tolerant = cursor.accept("if", "not", "exists");
    boolean unnamed = cursor.at("on") && !cursor.atAhead(1, "on");
    String name = unnamed ? "" : cursor.name().orElse("");
    cursor.accept("on");
    cursor.accept("only");
    String table = cursor.name().orElse("");
    return unnamed
        ? new Probe.NamelessBuild(table, unique, cursor.rest())
        : new Probe.IndexBuild(name, table, tolerant);
  }

  private static Probe indexDrop(TokenCursor cursor) {
    cursor.accept("concurrently");
    cursor.accept("if", "exists");
    return cursor.name().<Probe>map(Probe.IndexDrop::new).orElseGet(Probe.Opaque::new);
  }

  private static Probe presence(TokenCursor cursor, boolean created) {
    for (String kind : new String[] {"database", "tablespace", "subscription"}) {
      if (cursor.accept(kind)) {
        cursor.accept("if", "exists");
        return cursor
            .name()
            .<Probe>map(name -> new Probe.Presence(kind, name, created))
            .orElseGet(Probe.Opaque::new);
      }
    }
    return new Probe.Opaque();
  }

  private static Probe detach(TokenCursor cursor) {
    cursor.accept("if", "exists");
    cursor.accept("only");
    Optional<String> table = cursor.name();
    cursor.accept("detach", "partition");
    Optional<String> partition = cursor.name();
    return table.isPresent() && partition.isPresent()
        ? new Probe.Detach(table.get(), partition.get())
        : new Probe.Opaque();
  }

  private static Probe reindex(TokenCursor cursor) {
    boolean concurrently = false;
    if (cursor.atSymbol('(')) {
      String options = cursor.take();
      concurrently = TransactionRules.isConcurrent(options);
    }
    cursor.accept("verbose");
    for (String kind : new String[] {"index", "table", "schema", "database", "system"}) {
      if (cursor.accept(kind)) {
        concurrently |= cursor.accept("concurrently");
        return concurrently ? new Probe.Rebuild(kind, cursor.name()) : new Probe.Repeatable();
      }
    }
    return new Probe.Repeatable();
  }
}
