package io.github.saascore.engine.hazard;

import java.util.List;
import java.util.stream.Stream;

/** A group of rules with what finds them. */
interface Detector {
  /** Returns the rules of the group. */
  List<Rule> rules();

  /** Returns what the rules find in one scene. */
  Stream<Found> find(Scene scene);
}
