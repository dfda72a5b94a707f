package io.github.saascore.schema;

import java.util.List;
import java.util.Set;

/** The rule of functions and procedures. */
final class RoutineRule implements Rule {

  @Override
  public List<String> create(Fact routine, List<Fact> parts) {
    return List.of(routine.text("definition").stripTrailing());
  }

  /**
   * What {@code CREATE OR REPLACE FUNCTION} accepts, by the page of that statement in the manual.
   */
  @Override
  public Alteration alter(Fact from, Fact to, Set<String> changed) {
    boolean replaceable =
        !changed.contains("form")
            && !changed.contains("result")
            && (!changed.contains("names") || !from.has("names"))
            && from.text("ref:outputs").equals(to.text("ref:outputs"))
            && Integer.parseInt(to.text("defaults")) >= Integer.parseInt(from.text("defaults"));
    return replaceable ? Alteration.inPlace(create(to, List.of())) : Alteration.again();
  }

  /** Returns whether a routine's body is a text that the server does not bind to what it names. */
  static boolean quotesBody(Fact routine) {
    return routine.text("definition").contains("\nAS $");
  }
}
