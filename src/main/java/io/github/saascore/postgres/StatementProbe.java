package io.github.saascore.postgres;

import io.github.saascore.revision.SaascoreException;
import io.github.saascore.script.Probe;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the catalog what became of a statement. */
final class StatementProbe {
  private static final String INDEX =
      """
      SELECT i.indisvalid AND i.indisready, format('%%I.%%I', n.nspname, c.relname)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_index i ON i.indexrelid = c.oid
       WHERE %s
      """;

  /**
   * In the schema of TOAST tables a plain owner can drop nothing: {@link Symptom} tells of those.
   */
  private static final String LEFTOVERS =
      """
      SELECT format('%%I.%%I', n.nspname, c.relname)
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_class t ON t.oid = i.indrelid
        LEFT JOIN pg_class o ON t.relkind = 't' AND o.reltoastrelid = t.oid
       WHERE NOT i.indisvalid AND c.relname ~ '_cc(new|old)[0-9]*$'
         AND pg_has_role(c.relowner, 'USAGE') AND has_schema_privilege(n.oid, 'USAGE')
         AND %s
       ORDER BY 1
      """;

  private final Session session;

  StatementProbe(Session session) {
    this.session = session;
  }

  /** Returns what became of a statement that was begun when nothing of it was there. */
  Finding find(Probe probe) {
    try {
      return look(probe);
    } catch (SaascoreException e) {
      // A name that cannot be looked up, for example one with U& escapes.
      return new Finding.Unknown();
    }
  }

  private Finding look(Probe probe) {
    if (probe instanceof Probe.IndexBuild build) {
      return built(build.name(), build.table());
    }
    if (probe instanceof Probe.NamelessBuild build) {
      return new IndexTwin(session, build).find();
    }
    if (probe instanceof Probe.IndexDrop drop) {
      return index(drop.name()).isEmpty() ? new Finding.Done() : new Finding.NotRun();
    }
    if (probe instanceof Probe.Rebuild rebuild) {
      return rebuilt(rebuild);
    }
    if (probe instanceof Probe.Detach detach) {
      return detached(detach);
    }
    if (probe instanceof Probe.Presence presence) {
      return exists(presence) == presence.created() ? new Finding.Done() : new Finding.NotRun();
    }
    // What stands in a transaction is never in doubt: it reads so because a part of it is hidden.
    return probe instanceof Probe.Opaque || probe instanceof Probe.Atomic
        ? new Finding.Unknown()
        : new Finding.NotRun();
  }

  /**
   * Tells whether a statement that the server refused with an error left nothing behind.
   *
   * @param before whether what it makes was there before it ran
   * @param error what the server said
   */
  boolean isCleanAfterError(Probe probe, boolean before, SQLException error) {
    if (before) {
      return true;
    }
    if (probe instanceof Probe.Opaque) {
      return SqlProblems.neverBegan(error);
    }
    if (probe instanceof Probe.NamelessBuild build) {
      return !hasInvalidIndex(build.table());
    }
    if (probe instanceof Probe.IndexDrop drop) {
      return index(drop.name()).map(Map.Entry::getKey).orElse(true);
    }
    if (probe instanceof Probe.Detach) {
      // Not attached is what it was already when the server refused to detach it.
      return !(find(probe) instanceof Finding.Unfinished);
    }
    return find(probe) instanceof Finding.NotRun || probe instanceof Probe.Presence;
  }

  private Finding built(String name, String table) {
    // An index stands in the schema of its table.
    String where =
        """
        c.relname = (parse_ident(%1$s))[array_upper(parse_ident(%1$s), 1)]::name
             AND c.relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = to_regclass(%2$s))
        """
            .formatted(Quote.text(name), Quote.text(table));
    return index(Optional.of(where))
        .map(found -> found.getKey() ? new Finding.Done() : invalid(found.getValue()))
        .orElseGet(Finding.NotRun::new);
  }

  private static Finding invalid(String index) {
    return new Finding.Leftover(
        "invalid index " + index, List.of("DROP INDEX CONCURRENTLY " + index));
  }

  private Optional<Map.Entry<Boolean, String>> index(String name) {
    return index(Optional.of("c.oid = to_regclass(" + Quote.text(name) + ")"));
  }

  /** Whether an index is valid, and its name; empty without an index. */
  private Optional<Map.Entry<Boolean, String>> index(Optional<String> where) {
    return session
        .query(
            INDEX.formatted(where.orElse("true")),
            row -> Map.entry(row.getBoolean(1), row.getString(2)))
        .stream()
        .findFirst();
  }

  private boolean hasInvalidIndex(String table) {
    return yes(
        "SELECT EXISTS (SELECT FROM pg_index WHERE NOT indisvalid AND indrelid = to_regclass(%s))"
            .formatted(Quote.text(table)));
  }

  private Finding rebuilt(Probe.Rebuild rebuild) {
    String name = rebuild.name().map(Quote::text).orElse("NULL");
    String scope =
        switch (rebuild.kind()) {
          case "index" ->
              """
              coalesce(o.oid, t.oid) IN (
                SELECT indrelid FROM pg_index
                 WHERE indexrelid = to_regclass(%1$s)
                    OR indexrelid IN (SELECT relid FROM pg_partition_tree(to_regclass(%1$s))))
              """
                  .formatted(name);
          case "table" ->
              """
              (coalesce(o.oid, t.oid) = to_regclass(%1$s) OR coalesce(o.oid, t.oid) IN (
                SELECT relid FROM pg_partition_tree(to_regclass(%1$s))))
              """
                  .formatted(name);
          case "schema" ->
              "coalesce(o.relnamespace, t.relnamespace) = to_regnamespace(%s)".formatted(name);
          default -> "true";
        };
    List<String> left = session.query(LEFTOVERS.formatted(scope), row -> row.getString(1));
    return left.isEmpty()
        ? new Finding.NotRun()
        : new Finding.Leftover(
            "invalid index " + String.join(", ", left),
            left.stream().map(index -> "DROP INDEX CONCURRENTLY " + index).toList());
  }

  private Finding detached(Probe.Detach detach) {
    List<Boolean> pending =
        session.query(
            "SELECT inhdetachpending FROM pg_inherits WHERE inhrelid = to_regclass(%s)"
                    .formatted(Quote.text(detach.partition()))
                + " AND inhparent = to_regclass(%s)".formatted(Quote.text(detach.table())),
            row -> row.getBoolean(1));
    if (pending.isEmpty()) {
      return new Finding.Done();
    }
    return pending.get(0)
        ? new Finding.Unfinished(
            "partition " + detach.partition() + " is detached halfway",
            "ALTER TABLE %s DETACH PARTITION %s FINALIZE"
                .formatted(detach.table(), detach.partition()))
        : new Finding.NotRun();
  }

  private boolean exists(Probe.Presence presence) {
    String where =
        switch (presence.kind()) {
          case "database" -> "pg_database WHERE datname";
          case "tablespace" -> "pg_tablespace WHERE spcname";
          // All databases of the server are in that catalog.
          default ->
              "pg_subscription WHERE subdbid = (SELECT oid FROM pg_database"
                  + " WHERE datname = current_database()) AND subname";
        };
    return yes(
        "SELECT EXISTS (SELECT FROM %s = (parse_ident(%s))[1]::name)"
            .formatted(where, Quote.text(presence.name())));
  }

  private boolean yes(String sql) {
    return session.query(sql, row -> row.getBoolean(1)).get(0);
  }
}
