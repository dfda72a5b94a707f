package io.github.saascore.engine.adopt;

import io.github.saascore.schema.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Writes how one object differs from what a revision makes. */
final class Lines {
  private Lines() {}

  /**
   * Returns a sentence.
   *
   * @param found the object in the database; empty where it is missing
   * @param made the object as the revision makes it; empty where none does
   */
  static String of(Address address, Optional<Definition> found, Optional<Definition> made) {
    if (found.isEmpty()) {
      return address + " is missing";
    }
    if (made.isEmpty()) {
      return address + " is too much" + brief(found.get());
    }
    List<String> parts = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(found.get().counted().keySet());
    names.addAll(made.get().counted().keySet());
    for (String name : names) {
      String is = text(found.get(), name);
      String wanted = text(made.get(), name);
      if (!is.equals(wanted)) {
        parts.add("%s is %s, not %s".formatted(name.replace('_', ' '), is, wanted));
      }
    }
    return address + ": " + String.join("; ", parts);
  }

  private static String brief(Definition definition) {
    return Optional.ofNullable(definition.counted().get("type"))
        .or(() -> Optional.ofNullable(definition.counted().get("definition")))
        .map(text -> " (" + shown(text) + ")")
        .orElse("");
  }

  private static String text(Definition definition, String name) {
    return Optional.ofNullable(definition.counted().get(name)).map(Lines::shown).orElse("not set");
  }

  private static String shown(String text) {
    return text.replace("\u001f", ", ").replaceAll("\\s+", " ").strip();
  }
}
