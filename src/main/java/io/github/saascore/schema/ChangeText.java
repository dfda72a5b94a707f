package io.github.saascore.schema;

import io.github.saascore.postgres.SecretText;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Changes in words. */
final class ChangeText {
  private static final int LONGEST = 60;

  /** Texts of several lines, or of none that a person would read. */
  private static final Set<String> UNTOLD = Set.of("names", "ref:outputs", "defaults");

  private ChangeText() {}

  static String line(Change change) {
    if (change.adds()) {
      return change.address() + ": missing";
    }
    if (change.removes()) {
      return change.address() + ": surplus";
    }
    Stream<String> renamed =
        change.renamedFrom().map(old -> "renamed from " + old.qualified()).stream();
    return change.address()
        + ": "
        + Stream.concat(renamed, differences(change).stream().map(ChangeText::text))
            .collect(Collectors.joining("; "));
  }

  private static String text(Change.Difference difference) {
    boolean brief =
        isBrief(difference.from())
            && isBrief(difference.to())
            && !difference.from().equals(difference.to());
    return brief
        ? difference.name() + " " + difference.from() + " -> " + difference.to()
        : difference.name() + " differs";
  }

  private static boolean isBrief(String text) {
    return text.length() <= LONGEST && text.indexOf('\n') < 0;
  }

  static List<Change.Difference> differences(Change change) {
    if (change.adds() || change.removes()) {
      return List.of();
    }
    Fact old = change.from().orElseThrow();
    Fact wanted = change.to().orElseThrow();
    return change.attributes().stream()
        .filter(name -> !UNTOLD.contains(name) || change.attributes().size() == 1)
        .map(
            name ->
                new Change.Difference(
                    words(name), value(old, wanted, name), value(wanted, old, name)))
        .toList();
  }

  private static String words(String attribute) {
    if (attribute.startsWith("acl")) {
      return "privileges" + attribute.substring(3).replace(":", " of ");
    }
    if (attribute.startsWith("comment:")) {
      return "comment of " + attribute.substring(8);
    }
    return attribute.replace('_', ' ');
  }

  private static String value(Fact fact, Fact other, String attribute) {
    boolean yesOrNo = fact.is(attribute) || other.is(attribute);
    return fact.get(attribute)
        .map(text -> attribute.equals("foreign_options") ? SecretText.hidden(text) : text)
        .map(
            text ->
                attribute.startsWith("acl") ? text.split("" + Privileges.INITIALLY, 2)[0] : text)
        .map(text -> yesOrNo ? "yes" : text.replace(Fact.SEPARATOR, ", ").replace('\u001e', ' '))
        .orElse(yesOrNo ? "no" : "none");
  }
}
