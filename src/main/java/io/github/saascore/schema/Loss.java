package io.github.saascore.schema;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What of a database's data a change loses, which no definition brings back. */
final class Loss {
  /** Attributes of a table that no statement changes: the table has to be made again. */
  private static final Set<String> SHAPE = Set.of("form", "partition_key", "of_type", "server");

  private Loss() {}

  /** Returns what is lost when an object is dropped, if anything. */
  static Optional<String> whenDropped(Fact fact) {
    return switch (fact.kind()) {
      // A partitioned table has its rows in its partitions.
      case TABLE ->
          fact.is("form", "plain")
              ? Optional.of("the rows of " + fact.address())
              : Optional.empty();
      case COLUMN ->
          fact.has("generated") || fact.is("ref:foreign")
              ? Optional.empty()
              : Optional.of("the values of " + fact.address());
      case SEQUENCE -> Optional.of("where " + fact.address() + " stands");
      default -> Optional.empty();
    };
  }

  /** Returns what is lost by a change, if anything. */
  static Optional<String> of(Change change) {
    if (change.adds()) {
      return Optional.empty();
    }
    Fact old = change.from().orElseThrow();
    if (change.removes()) {
      return whenDropped(old);
    }
    Fact wanted = change.to().orElseThrow();
    return switch (old.kind()) {
      case TABLE -> table(change, old);
      case COLUMN -> column(old, wanted);
      case COMPOSITE -> attributes(old, wanted);
      default -> Optional.empty();
    };
  }

  private static Optional<String> table(Change change, Fact old) {
    if (change.attributes().contains("form") && old.is("form", "partitioned")) {
      // The rows stay in the partitions, and the new table has none of them.
      return Optional.of("the rows of the partitions of " + old.address());
    }
    return change.attributes().stream().anyMatch(SHAPE::contains)
        ? whenDropped(old)
        : Optional.empty();
  }

  private static Optional<String> column(Fact old, Fact wanted) {
    if (!old.has("generated") && wanted.has("generated")) {
      return whenDropped(old);
    }
    boolean retyped = !old.get("type").equals(wanted.get("type"));
    return retyped && !wanted.has("generated")
        ? new Conversion(old.text("type"), wanted.text("type"))
            .loss()
            .map(text -> "of " + old.address() + ": " + text)
        : Optional.empty();
  }

  /** Returns what is lost by the attributes that a composite type no longer has. */
  static Optional<String> attributes(Fact old, Fact wanted) {
    List<String> kept = wanted.list("attributes");
    List<String> gone =
        old.list("attributes").stream().filter(attribute -> !kept.contains(attribute)).toList();
    return gone.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the values of " + String.join(", ", gone) + " in columns of " + old.address());
  }
}
