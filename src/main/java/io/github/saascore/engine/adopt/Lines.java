package io.github.saascore.engine.adopt;

import io.github.saascore.schema.Address;
import io.github.saascore.schema.Change;
import io.github.saascore.schema.Fact;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/** Writes how one object differs from what a revision makes. */
final class Lines {
  private Lines() {}

  /**
   * Returns one line.
   *
   * @param found the object in the database; empty where it is missing
   * @param made the object as the revision makes it; empty where none does
   */
  static String of(Address address, Optional<Definition> found, Optional<Definition> made) {
    TreeSet<String> names = new TreeSet<>();
    if (found.isPresent() && made.isPresent()) {
      names.addAll(found.get().counted().keySet());
      names.addAll(made.get().counted().keySet());
      names.removeIf(
          name -> Objects.equals(found.get().counted().get(name), made.get().counted().get(name)));
    }
    Change change =
        new Change(address, found.map(Definition::fact), made.map(Definition::fact), names);
    String brief = made.isEmpty() ? found.map(one -> brief(one.fact())).orElse("") : "";
    return change.description() + brief;
  }

  private static String brief(Fact fact) {
    return fact.get("type")
        .or(() -> fact.get("definition"))
        .map(text -> " (" + text.replaceAll("\\s+", " ").strip() + ")")
        .orElse("");
  }
}
