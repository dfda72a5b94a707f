package io.github.saascore.schema;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rule of functions and procedures. */
final class RoutineRule implements Rule {
  /** A quoted name can hold brackets too. */
  private static final Pattern TYPES = Pattern.compile("\\((?:[^()\"]|\"(?:[^\"]|\"\")*\")*\\)$");

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

  /** Returns whether two routines have the same name, whatever their arguments. */
  static boolean namesakes(Address first, Address second) {
    return name(first).equals(name(second));
  }

  private static String name(Address routine) {
    return routine.qualified().substring(0, routine.qualified().length() - types(routine).length());
  }

  /** Returns the types of the arguments, in brackets. */
  private static String types(Address routine) {
    Matcher types = TYPES.matcher(routine.qualified());
    return types.find() ? types.group() : "";
  }

  /**
   * Returns whether a call can mean either of two namesakes: the arguments of one are the first of
   * the other, which has defaults for the rest.
   */
  static boolean confusable(Fact first, Fact second) {
    String some = types(first.address());
    String more = types(second.address());
    if (some.length() > more.length()) {
      return confusable(second, first);
    }
    String start = some.substring(0, Math.max(0, some.length() - 1));
    return !second.is("defaults", "0")
        && (more.startsWith(start + ",") || (start.equals("(") && more.startsWith("(")));
  }

  /** Returns whether a routine's body is a text that the server does not bind to what it names. */
  static boolean quotesBody(Fact routine) {
    return routine.text("definition").contains("\nAS $");
  }
}
