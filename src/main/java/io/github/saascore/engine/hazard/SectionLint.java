package io.github.saascore.engine.hazard;

import io.github.saascore.engine.hazard.ModelAdvice.Advice;
import io.github.saascore.postgres.ForeignKeySuspension;
import java.util.ArrayList;
import java.util.List;

/** Lets all rules look at what the statements of one section did. */
final class SectionLint {
  private final Base base;
  private final List<Observation> observations;

  /**
   * Makes the look at a section.
   *
   * @param base what was there before the revision, or before the whole run
   */
  SectionLint(Base base, List<Observation> observations) {
    this.base = base;
    this.observations = List.copyOf(observations);
  }

  /** A finding and the scene in which it was made. */
  record Hit(Scene scene, Found found) {}

  /** Returns what all rules find, in the order of the statements. */
  List<Hit> hits() {
    List<Scene> scenes = new ArrayList<>();
    List<Hit> hits = new ArrayList<>();
    List<Advice> advice = advice();
    for (Observation observation : observations) {
      Scene scene = new Scene(observation, base, scenes);
      scenes.add(scene);
      List<Found> found = new ArrayList<>();
      detectors(observation).forEach(detector -> detector.find(scene).forEach(found::add));
      boolean last = scenes.size() == observations.size();
      advice.stream()
          .filter(one -> isMade(scene, one.object()) || (last && !isMadeByAny(scenes, one)))
          .map(Advice::found)
          .forEach(found::add);
      found.stream()
          .filter(one -> !isRepeated(scene, one, found))
          .map(one -> new Hit(scene, one))
          .forEach(hits::add);
    }
    return hits;
  }

  /** What our own statements change is changed back; what they lock and read is not undone. */
  private static List<Detector> detectors(Observation observation) {
    return ForeignKeySuspension.isOurs(observation.statement()) && observation.refusal().isEmpty()
        ? List.of(new SuspensionHazards())
        : Rules.DETECTORS;
  }

  private List<Advice> advice() {
    if (observations.isEmpty()) {
      return List.of();
    }
    Catalog before = observations.get(0).before().catalog();
    Catalog after = observations.get(observations.size() - 1).after().catalog();
    return new ModelAdvice(before, after).all();
  }

  /** An older foreign key that has lost its index: the advice stands at the end. */
  private static boolean isMadeByAny(List<Scene> scenes, Advice advice) {
    return scenes.stream().anyMatch(scene -> isMade(scene, advice.object()));
  }

  private static boolean isMade(Scene scene, long object) {
    return has(scene.after(), object) && !has(scene.before(), object);
  }

  private static boolean has(Catalog catalog, long object) {
    return catalog.relations().containsKey(object) || catalog.constraints().containsKey(object);
  }

  /** What holds for a partitioned table is not said again of each partition. */
  private static boolean isRepeated(Scene scene, Found one, List<Found> all) {
    return scene.after().children().stream()
        .filter(child -> child.child() == one.table())
        .anyMatch(
            child ->
                all.stream()
                    .anyMatch(
                        other ->
                            other.rule().equals(one.rule()) && other.table() == child.parent()));
  }
}
