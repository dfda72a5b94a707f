package io.github.saascore.engine;

import io.github.saascore.postgres.ScriptText;
import io.github.saascore.postgres.Session;
import io.github.saascore.postgres.SessionOptions;
import io.github.saascore.postgres.StoreSql;
import io.github.saascore.postgres.Unit;
import io.github.saascore.revision.OfflinePlanner;
import io.github.saascore.revision.Plan;
import io.github.saascore.revision.Planner;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.Step;
import io.github.saascore.revision.Target;
import io.github.saascore.revision.Verb;
import io.github.saascore.script.RepeatableScript;
import java.util.List;
import java.util.Map;

/** Writes what an upgrade, a downgrade or a stamp would do, and does nothing of it. */
public final class PlanScript {
  private final Sources sources;
  private final StoreSql store;
  private final ScriptText text;

  /** Makes a writer for databases with these names. */
  public PlanScript(Sources sources, SessionOptions options, StoreSql store) {
    this.sources = sources;
    this.store = store;
    this.text = new ScriptText(options, store);
  }

  /**
   * What would be done.
   *
   * @param plan the steps
   * @param repeatables the repeatable scripts that would run after them
   * @param sql the script for psql; empty when there is nothing to do
   */
  public record Script(Plan plan, List<String> repeatables, String sql) {
    /** Tells whether nothing would be done. */
    public boolean isNothing() {
      return plan.isEmpty() && repeatables.isEmpty();
    }
  }

  /**
   * Writes what would be done to a database in its present state.
   *
   * @param verb what kind of work
   * @param targets where to; a downgrade has just one
   * @param purge whether a stamp forgets all rows first
   * @throws io.github.saascore.revision.SaascoreException for everything the real run would refuse
   *     before its first statement
   */
  public Script online(Database database, Verb verb, List<Target> targets, boolean purge) {
    DatabaseState state = database.state(sources.naming(targets));
    Sources seen = state.sources();
    Session session = database.session();
    boolean storeExists = session.facts().storeExists();
    return switch (verb) {
      case UPGRADE -> {
        state.requireFinished();
        Pending pending = Pending.of(database, state, storeExists, targets);
        yield script(seen, pending.plan(), pending.repeatables(), !storeExists, Map.of());
      }
      case DOWNGRADE -> {
        state.requireFinished();
        Plan plan = new Planner(state.graph()).downgrade(state.applied(), targets.get(0));
        yield script(seen, plan, List.of(), false, new Ways(seen).of(ids(plan), database));
      }
      case STAMP -> {
        Plan plan = Stamp.plan(database, state, targets, purge);
        yield script(seen, plan, List.of(), !storeExists, Map.of());
      }
      default -> throw new IllegalArgumentException("no plan for " + verb);
    };
  }

  /**
   * Writes what would be done to a database that stands at the first end of a range.
   *
   * @param range from where to where, for example {@code base:heads}
   * @throws io.github.saascore.revision.SaascoreException also when a step has no way back
   */
  public Script offline(Verb verb, String range, boolean purge) {
    Sources seen = sources.naming(OfflinePlanner.targets(verb, range));
    Plan plan = new OfflinePlanner(seen.graph()).plan(verb, range, purge);
    boolean bootstrap = verb != Verb.DOWNGRADE && plan.before().isEmpty();
    Map<RevisionId, Units.Way> ways =
        verb == Verb.DOWNGRADE ? new Ways(seen).ofFiles(ids(plan)) : Map.of();
    return script(seen, plan, List.of(), bootstrap, ways);
  }

  private static List<RevisionId> ids(Plan plan) {
    return plan.steps().stream().map(Step::id).toList();
  }

  private Script script(
      Sources seen,
      Plan plan,
      List<RepeatableScript> repeatables,
      boolean bootstrap,
      Map<RevisionId, Units.Way> ways) {
    List<String> names = repeatables.stream().map(RepeatableScript::name).toList();
    if (plan.isEmpty() && repeatables.isEmpty()) {
      return new Script(plan, names, "");
    }
    Units units = new Units(seen, store, PlanScript::notRun);
    StringBuilder sql = new StringBuilder(text.head());
    if (bootstrap) {
      sql.append("\n-- our own tables\n")
          .append(text.ours(store.createSchema() + store.bootstrap()));
    }
    plan.steps().forEach(step -> sql.append(step(seen, units, plan, step, ways)));
    for (RepeatableScript script : repeatables) {
      sql.append("\n-- repeatable script ").append(oneLine(script.name())).append('\n');
      sql.append(text.of(units.repeat(script)));
    }
    return new Script(plan, names, sql.toString());
  }

  private String step(
      Sources seen, Units units, Plan plan, Step step, Map<RevisionId, Units.Way> ways) {
    String title = "\n-- " + title(step) + "\n";
    if (step instanceof Step.Up) {
      return title + text.of(units.up(step.id()));
    }
    if (step instanceof Step.Down) {
      return title + text.of(units.down(step.id(), ways.get(step.id())));
    }
    return title + text.ours(Stamp.sql(store, seen, plan, step));
  }

  /** Returns a step in words, as {@code upgrade a -> b, message}. */
  public static String title(Step step) {
    if (step instanceof Step.Up up) {
      return "upgrade " + parents(up.revision()) + " -> " + named(up.revision());
    }
    if (step instanceof Step.Down down) {
      String message = oneLine(down.revision().message());
      return "downgrade %s -> %s, %s".formatted(down.id(), parents(down.revision()), message);
    }
    return step instanceof Step.Mark mark
        ? "stamp " + named(mark.revision())
        : "forget " + step.id();
  }

  private static String named(Revision revision) {
    return revision.id() + ", " + oneLine(revision.message());
  }

  private static String parents(Revision revision) {
    return revision.parents().isEmpty()
        ? "base"
        : String.join(", ", revision.parents().stream().map(RevisionId::value).toList());
  }

  /** A line break in a message would end the comment that it stands in. */
  private static String oneLine(String message) {
    return message.replaceAll("\\s+", " ");
  }

  private static Unit.Code notRun(String className, String where) {
    return connection -> {
      throw new IllegalStateException("a plan runs nothing: " + className + " at " + where);
    };
  }
}
