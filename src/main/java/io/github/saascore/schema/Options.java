package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Storage parameters ({@code name=value}) and foreign options ({@code name 'value'}) as SQL. */
final class Options {
  private Options() {}

  /** Returns the inside of {@code WITH (...)}. */
  static String with(List<String> options) {
    return options.stream().map(Options::assignment).collect(Collectors.joining(", "));
  }

  private static String assignment(String option) {
    int equals = option.indexOf('=');
    return option.substring(0, equals) + " = " + Sql.literal(option.substring(equals + 1));
  }

  /** Returns the {@code SET} and {@code RESET} clauses between two lists of storage parameters. */
  static List<String> changes(List<String> from, List<String> to) {
    List<String> clauses = new ArrayList<>();
    List<String> names = to.stream().map(Options::name).toList();
    String reset =
        from.stream()
            .map(Options::name)
            .filter(n -> !names.contains(n))
            .collect(Collectors.joining(", "));
    if (!reset.isEmpty()) {
      clauses.add("RESET (" + reset + ")");
    }
    List<String> set = to.stream().filter(option -> !from.contains(option)).toList();
    if (!set.isEmpty()) {
      clauses.add("SET (" + with(set) + ")");
    }
    return clauses;
  }

  private static String name(String option) {
    return option.substring(0, option.indexOf('='));
  }

  /** Returns {@code OPTIONS (...)} with a leading space, or nothing. */
  static String foreign(Fact fact) {
    return fact.get("foreign_options")
        .map(text -> " OPTIONS (" + text.replace(Fact.SEPARATOR, ", ") + ")")
        .orElse("");
  }

  /** Returns {@code OPTIONS (ADD ..., SET ..., DROP ...)} between two versions. */
  static String foreignChanges(Fact from, Fact to) {
    Map<String, String> old = foreignMap(from);
    Map<String, String> wanted = foreignMap(to);
    List<String> clauses = new ArrayList<>();
    old.keySet().stream()
        .filter(n -> !wanted.containsKey(n))
        .forEach(n -> clauses.add("DROP " + n));
    wanted.forEach(
        (name, value) -> {
          if (!old.containsKey(name)) {
            clauses.add("ADD " + name + " " + value);
          } else if (!old.get(name).equals(value)) {
            clauses.add("SET " + name + " " + value);
          }
        });
    return "OPTIONS (" + String.join(", ", clauses) + ")";
  }

  private static Map<String, String> foreignMap(Fact fact) {
    Map<String, String> map = new LinkedHashMap<>();
    for (String option : fact.list("foreign_options")) {
      int space = option.startsWith("\"") ? option.indexOf("\" ") + 1 : option.indexOf(' ');
      map.put(option.substring(0, space), option.substring(space + 1));
    }
    return map;
  }
}
