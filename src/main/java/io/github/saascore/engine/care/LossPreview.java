package io.github.saascore.engine.care;

import io.github.saascore.engine.Database;
import io.github.saascore.engine.Guard;
import io.github.saascore.engine.care.Loss.Kind;
import io.github.saascore.engine.care.Loss.Subject;
import io.github.saascore.postgres.DryRun;
import io.github.saascore.postgres.Quote;
import io.github.saascore.postgres.Unit;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Revision;
import io.github.saascore.script.Statement;
import io.github.saascore.script.StatementShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what planned work would destroy, and counts what is in it.
 *
 * <p>The work is tried in a transaction that is rolled back, and the catalog is compared before and
 * after, so that CASCADE, DO blocks and functions are seen as well as DROP. Where something cannot
 * be tried (Java code, CONCURRENTLY, a table that is locked) the key words of the statements are
 * read instead, and a note says so.
 */
public final class LossPreview {
  private final Database database;
  private final LossCount counts;
  private final List<Loss> losses = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private LossPreview(Database database) {
    this.database = database;
    this.counts = new LossCount(database.session());
  }

  /**
   * What was found.
   *
   * @param losses what would go, in the order of the steps
   * @param notes what could not be looked into, one line each
   */
  public record Preview(List<Loss> losses, List<String> notes) {
    /** Nothing would go. */
    public static final Preview NOTHING = new Preview(List.of(), List.of());
  }

  /** Returns what work would destroy; nothing is changed. */
  public static Preview of(Database database, Guard.Work work) {
    boolean may =
        work.units().values().stream().map(TrialScript::of).anyMatch(TrialScript::mayDestroy);
    if (!may) {
      return new Preview(List.of(), java(work));
    }
    Contents first = Contents.read(database.session());
    return first.isEmpty() ? Preview.NOTHING : new LossPreview(database).find(work, first);
  }

  private Preview find(Guard.Work work, Contents first) {
    Map<Revision, List<Gone>> gone = new LinkedHashMap<>();
    Map<Revision, List<Statement>> read = new LinkedHashMap<>();
    tryOut(work, first, gone, read);
    for (Revision revision : work.units().keySet()) {
      String id = revision.id().value();
      gone.getOrDefault(revision, List.of()).forEach(one -> add(counts.of(one, id)));
      read.getOrDefault(revision, List.of()).forEach(one -> read(one, id));
    }
    notes.addAll(java(work));
    return new Preview(List.copyOf(losses), List.copyOf(notes));
  }

  private void tryOut(
      Guard.Work work,
      Contents first,
      Map<Revision, List<Gone>> gone,
      Map<Revision, List<Statement>> read) {
    try (DryRun trial = DryRun.begin(database.session(), database.store())) {
      Contents before = first;
      for (Map.Entry<Revision, Unit> entry : work.units().entrySet()) {
        TrialScript script = TrialScript.of(entry.getValue());
        List<Statement> tried = script.tried();
        Set<Statement> left = new LinkedHashSet<>(script.statements());
        tried.forEach(left::remove);
        left.addAll(trial.run(tried));
        read.put(entry.getKey(), List.copyOf(left));
        if (script.mayDestroy()) {
          Contents after = Contents.read(database.session());
          gone.put(entry.getKey(), Gone.between(first, before, after));
          before = after;
        }
        trial.endUnit();
      }
      trial.end().map(LossPreview::note).ifPresent(notes::add);
    }
  }

  private static String note(Problem end) {
    return "not everything could be tried ("
        + end.summary()
        + "): the rest was only read, so that what CASCADE, DO blocks and functions destroy there"
        + " is not known";
  }

  private static List<String> java(Guard.Work work) {
    return work.units().values().stream()
        .filter(unit -> unit.work() instanceof Unit.Java)
        .map(unit -> unit.name() + " runs Java code: what that changes is not known")
        .toList();
  }

  private void add(Loss loss) {
    boolean known = losses.stream().anyMatch(one -> one.what().equals(loss.what()));
    boolean fits = loss.kind() == Kind.VALUES && loss.count().equals(Optional.of(0L));
    if (!known && !fits) {
      losses.add(loss);
    }
  }

  /** Reads what a statement that was not tried says of itself. */
  private void read(Statement statement, String revision) {
    for (StatementShape.Loss loss : statement.shape().destroys()) {
      if (loss.column().isPresent() || loss.kind().matches("table|rows")) {
        named(loss, revision).ifPresent(this::add);
      } else {
        add(
            new Loss(
                Kind.DEPENDENT,
                loss.describes(),
                revision,
                Optional.empty(),
                true,
                Optional.empty(),
                loss.cascade() ? "and what depends on it" : "",
                Optional.empty()));
      }
    }
  }

  private Optional<Loss> named(StatementShape.Loss loss, String revision) {
    return table(loss.name())
        .filter(found -> loss.column().isEmpty() || hasColumn(found, loss.column().get()))
        .map(
            found ->
                new Loss(
                    kind(loss),
                    loss.describes(),
                    revision,
                    counts.count(
                        "SELECT count(%s) FROM %s"
                            .formatted(
                                loss.column().orElse("*"),
                                Quote.name(found.schema(), found.table()))),
                    true,
                    loss.kind().equals("table")
                        ? counts.count("SELECT pg_total_relation_size(%d)".formatted(found.oid()))
                        : Optional.empty(),
                    loss.cascade() ? "and what depends on it" : "",
                    loss.kind().equals("rows") ? Optional.empty() : Optional.of(found)));
  }

  private static Kind kind(StatementShape.Loss loss) {
    if (loss.column().isPresent()) {
      return Kind.COLUMN;
    }
    return loss.kind().equals("table") ? Kind.TABLE : Kind.ROWS;
  }

  private Optional<Subject> table(String name) {
    return database
        .session()
        .query(
            """
            SELECT c.oid::bigint, n.nspname::text, c.relname::text
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.oid = coalesce(to_regclass(%s), to_regclass(%s)) AND c.relkind IN ('r', 'p')
            """
                .formatted(home(name), Quote.text(name)),
            row ->
                new Subject(row.getLong(1), row.getString(2), row.getString(3), Optional.empty()))
        .stream()
        .findFirst();
  }

  /** The search path of the run begins with its schema; that of this query may not. */
  private String home(String name) {
    String schema = Quote.name(database.session().facts().schema());
    return name.contains(".") ? "NULL" : Quote.text(schema + "." + name);
  }

  private boolean hasColumn(Subject table, String column) {
    return counts
        .count(
            """
            SELECT count(*) FROM pg_attribute
             WHERE attrelid = %d AND attnum > 0 AND NOT attisdropped
               AND quote_ident(attname) IN (%s, lower(%2$s))
            """
                .formatted(table.oid(), Quote.text(column)))
        .filter(found -> found > 0)
        .isPresent();
  }
}
