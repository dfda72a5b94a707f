package io.github.saascore.engine.hazard;

import java.util.HashMap;
import java.util.Map;

/**
 * What a rule found in one scene.
 *
 * @param rule the rule
 * @param severity how bad it is here
 * @param what what happens here, in one line
 * @param table the table that it is about; 0 where it is about none that was there
 * @param names what stands for the braces of the rule's safe way
 */
record Found(Rule rule, Severity severity, String what, long table, Map<String, String> names) {
  /** Copies the names. */
  Found {
    names = Map.copyOf(names);
  }

  static Found of(Rule rule, String what) {
    return new Found(rule, rule.severity(), what, 0, Map.of());
  }

  Found on(long newTable) {
    return new Found(rule, severity, what, newTable, names);
  }

  /** Returns this finding as less bad than its rule says. */
  Found only(Severity newSeverity) {
    return new Found(rule, newSeverity, what, table, names);
  }

  /** Returns this finding with a name for the safe way. */
  Found named(String key, String name) {
    Map<String, String> more = new HashMap<>(names);
    more.put(key, name);
    return new Found(rule, severity, what, table, more);
  }

  /** Returns the rule's safe way with the names put in; what has no name stays a word. */
  String safeWay() {
    String text = rule.safeWay();
    for (Map.Entry<String, String> name : names.entrySet()) {
      text = text.replace("{" + name.getKey() + "}", name.getValue());
    }
    return text.replaceAll("\\{(table|column|name|type|target)}", "<$1>");
  }
}
