package io.github.saascore.engine;

import io.github.saascore.postgres.Unit;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.Target;
import io.github.saascore.revision.Verb;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Stands between planned work and its run: what may be lost has to be agreed to first. */
public interface Guard {
  /** Agrees to everything; for databases whose contents are worth nothing. */
  Guard NONE = work -> (revision, unit) -> unit;

  /**
   * Agrees to work, or refuses it.
   *
   * @return what was agreed to
   * @throws io.github.saascore.revision.SaascoreException when the work must not run
   */
  Agreement agree(Work work);

  /**
   * What was agreed to: units may have to do more than was planned, for example keep what they
   * drop.
   */
  @FunctionalInterface
  interface Agreement {
    /** Returns the unit to run for a planned one of the same revision. */
    Unit unit(Revision revision, Unit planned);
  }

  /**
   * Does what has to be done before work that was agreed to, for example a backup. The lock of the
   * database is held now.
   *
   * @throws io.github.saascore.revision.SaascoreException when the work must not run
   */
  default void prepare(Work work) {}

  /**
   * Work that is planned.
   *
   * @param verb what kind of work
   * @param targets where to, as they were typed
   * @param units what would run, in order
   * @param options what else has to be typed for just this work
   */
  record Work(Verb verb, List<Target> targets, Map<Revision, Unit> units, List<String> options) {
    /** Keeps its own copy of the units, in their order. */
    public Work {
      targets = List.copyOf(targets);
      units = Collections.unmodifiableMap(new LinkedHashMap<>(units));
      options = List.copyOf(options);
    }

    /** Tells whether everything is undone. */
    public boolean isToBase() {
      return verb == Verb.DOWNGRADE
          && targets.stream().allMatch(target -> target.toString().equals(Target.BASE));
    }

    /** Tells whether revisions are undone, as an upgrade does that takes back what was begun. */
    public boolean undoes() {
      return verb == Verb.DOWNGRADE
          || units.values().stream().anyMatch(unit -> unit.present().isPresent());
    }

    /** Returns the goal and its target in words, for example {@code downgrade to base}. */
    public String title() {
      return verb.goal() + " to " + String.join(", ", typed());
    }

    /** Returns the command that was typed, with what else decides about the work. */
    public String command() {
      String target = String.join(",", typed());
      boolean standard = verb == Verb.UPGRADE && target.equals(Target.HEADS);
      StringBuilder command = new StringBuilder(standard ? verb.command() : verb.command(target));
      options.forEach(option -> command.append(' ').append(option));
      return command.toString();
    }

    private List<String> typed() {
      return targets.stream().map(Target::toString).toList();
    }
  }
}
