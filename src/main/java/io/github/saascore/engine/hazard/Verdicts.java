package io.github.saascore.engine.hazard;

import io.github.saascore.engine.hazard.SectionLint.Hit;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.script.Allowance;
import io.github.saascore.script.Position;
import io.github.saascore.script.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns what the rules find into findings, and leaves out what is switched off or allowed. */
final class Verdicts {
  private final Rules rules;
  private final List<Named> hazards = new ArrayList<>();
  private int allowed;

  Verdicts(Rules rules) {
    this.rules = rules;
  }

  /**
   * A finding with the plain name of its table, to ask for its size.
   *
   * @param name the name of a table that was there before; empty where it is about none
   */
  record Named(Hazard hazard, Optional<TableSize.Name> name) {}

  /** Takes what was found in a section. */
  void add(Optional<RevisionId> revision, boolean down, List<Observation> seen, List<Hit> hits) {
    Set<Allowance> used = new HashSet<>();
    for (Hit hit : hits) {
      Rule rule = hit.found().rule();
      if (rules.has(rule)) {
        Statement statement = hit.scene().observation().statement();
        List<Allowance> matching =
            statement.allowances().stream()
                .filter(allowance -> allowance.rule().equals(rule.id()))
                .toList();
        used.addAll(matching);
        if (matching.isEmpty()) {
          hazards.add(hazard(revision, down, hit));
        } else {
          allowed++;
        }
      }
    }
    if (rules.has(Rules.UNUSED_ALLOW)) {
      seen.stream()
          .flatMap(one -> one.statement().allowances().stream())
          .distinct()
          .filter(allowance -> !used.contains(allowance))
          .filter(allowance -> Rules.find(allowance.rule()).filter(rules::has).isPresent())
          .forEach(allowance -> hazards.add(unused(revision, down, allowance)));
    }
  }

  private static Named hazard(Optional<RevisionId> revision, boolean down, Hit hit) {
    Scene scene = hit.scene();
    Found found = hit.found();
    Statement statement = scene.observation().statement();
    int at = scene.observation().refusal().flatMap(Refusal::position).orElse(1);
    Position position = statement.positionOf(at);
    boolean old = scene.existed(found.table());
    // What a downgrade takes back is meant to go.
    boolean meant = down && found.rule().family() == Family.LOSS;
    Hazard hazard =
        new Hazard(
            found.rule(),
            meant ? Severity.NOTE : found.severity(),
            revision,
            down,
            new Hazard.Place(statement.source().name(), position.line(), position.column()),
            SuspensionHazards.describe(statement),
            found.what(),
            old
                ? Optional.of(
                    new Hazard.Table(
                        scene.before().name(found.table()),
                        scene.lock(found.table()),
                        Optional.empty()))
                : Optional.empty(),
            found.safeWay());
    return new Named(
        hazard,
        scene
            .before()
            .relation(found.table())
            .filter(relation -> old)
            .map(relation -> new TableSize.Name(relation.schema(), relation.bareName())));
  }

  private static Named unused(Optional<RevisionId> revision, boolean down, Allowance allowance) {
    Position position = allowance.position();
    return new Named(
        new Hazard(
            Rules.UNUSED_ALLOW,
            Rules.UNUSED_ALLOW.severity(),
            revision,
            down,
            new Hazard.Place(allowance.source().name(), position.line(), position.column()),
            "-- saascore:allow " + allowance.rule(),
            "nothing here needs to be allowed " + allowance.rule(),
            Optional.empty(),
            Rules.UNUSED_ALLOW.safeWay()),
        Optional.empty());
  }

  /** Returns the findings so far. */
  List<Named> hazards() {
    return List.copyOf(hazards);
  }

  /** Returns how many findings were allowed so far. */
  int allowed() {
    return allowed;
  }
}
