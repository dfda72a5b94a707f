package io.github.saascore.engine.drift;

import io.github.saascore.schema.Address;
import io.github.saascore.schema.Fact;
import io.github.saascore.schema.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The schema that new revisions have to lead to: the wanted one without what repeatable scripts
 * make, which run after all revisions.
 *
 * @param snapshot the schema to reach
 * @param notes what the model says otherwise than a repeatable script, for people
 */
record Aim(Snapshot snapshot, List<String> notes) {

  /**
   * Returns the aim.
   *
   * @param revisions what the revisions alone make
   * @param all what the revisions and the repeatable scripts make
   */
  static Aim of(Snapshot wanted, Snapshot revisions, Snapshot all) {
    SortedMap<Address, Fact> facts = new TreeMap<>(wanted.facts());
    List<String> notes = new ArrayList<>();
    for (Fact repeated : all.all()) {
      Address address = repeated.address();
      boolean made = revisions.find(address).isEmpty();
      boolean wantedSo = wanted.find(address).filter(fact -> same(fact, repeated)).isPresent();
      if (made) {
        if (facts.remove(address) != null && !wantedSo) {
          notes.add(
              address
                  + " is made by a repeatable script, and the model says otherwise: change the"
                  + " script");
        }
      } else if (wantedSo) {
        facts.put(address, revisions.facts().get(address));
      }
    }
    Snapshot aim =
        new Snapshot(
            wanted.major(), wanted.role(), facts, wanted.builtinPrivileges(), wanted.unmodelled());
    return new Aim(aim, notes);
  }

  private static boolean same(Fact one, Fact other) {
    return one.attributes().equals(other.attributes());
  }
}
