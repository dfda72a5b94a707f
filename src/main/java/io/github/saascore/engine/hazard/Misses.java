package io.github.saascore.engine.hazard;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells by the function of the server what kind of object it missed: its words are translated. */
final class Misses {
  private static final Pattern DROPS_INDEX =
      Pattern.compile("\\bdrop\\s+index\\b", Pattern.CASE_INSENSITIVE);
  private static final Set<String> INDEX =
      Set.of("ATExecReplicaIdentity", "ATExecClusterOn", "transformIndexConstraint");
  private static final Set<String> TYPE = Set.of("typenameType", "get_object_address_type");

  private Misses() {}

  /** Asked before the others: one of the functions makes a constraint of the index. */
  static boolean index(Refusal refusal, String statement) {
    return INDEX.contains(refusal.routine()) || DROPS_INDEX.matcher(statement).find();
  }

  static boolean type(Refusal refusal) {
    return TYPE.contains(refusal.routine()) || noticed(refusal, "type");
  }

  static boolean constraint(Refusal refusal) {
    return isOf(refusal, "constraint");
  }

  /** Tells whether a constraint that was missed is one of a domain. */
  static boolean domain(Refusal refusal) {
    return isOf(refusal, "domain");
  }

  private static boolean isOf(Refusal refusal, String kind) {
    return refusal.routine().toLowerCase(Locale.ROOT).contains(kind) || noticed(refusal, kind);
  }

  /** A notice has no function; where notices are read, the server speaks English. */
  private static boolean noticed(Refusal refusal, String word) {
    return refusal.routine().isEmpty()
        && Pattern.compile("\\b" + word + " \"?").matcher(refusal.message()).find();
  }
}
