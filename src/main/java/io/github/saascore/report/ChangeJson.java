package io.github.saascore.report;

import io.github.saascore.schema.Change;

/**
 * Writes what differs of one object: {@code object} (its name), {@code kind}, {@code what}
 * (missing, surplus or different), {@code renamed_from} (or null) and {@code attributes} (each
 * {@code name}, {@code from}, {@code to}).
 */
final class ChangeJson {
  private ChangeJson() {}

  static JsonObject of(Change change) {
    return new JsonObject()
        .put("object", change.address().qualified())
        .put("kind", change.address().kind().text())
        .put("what", what(change))
        .put("renamed_from", change.renamedFrom().map(old -> old.qualified()))
        .put(
            "attributes",
            change.differences().stream()
                .map(
                    difference ->
                        new JsonObject()
                            .put("name", difference.name())
                            .put("from", difference.from())
                            .put("to", difference.to()))
                .toList());
  }

  private static String what(Change change) {
    if (change.adds()) {
      return "missing";
    }
    return change.removes() ? "surplus" : "different";
  }
}
