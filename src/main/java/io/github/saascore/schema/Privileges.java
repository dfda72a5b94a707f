package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What roles may do with an object; the owner stands in it as {@code @owner}.
 *
 * @param grants grant option by privilege by role
 */
record Privileges(Map<String, Map<String, Boolean>> grants) {
  static final String OWNER = "@owner";

  /** Stands in the text of a member of an extension before what the extension granted itself. */
  static final char INITIALLY = '\u001d';

  /** Returns the privileges behind the text of an attribute. */
  static Privileges granted(String text) {
    int end = text.indexOf(INITIALLY);
    return parse(end < 0 ? text : text.substring(0, end));
  }

  /** Returns what there is where an attribute is missing, by its text where it is not. */
  static Privileges initially(String text) {
    int end = text.indexOf(INITIALLY);
    return parse(end < 0 ? "" : text.substring(end + 1));
  }

  /** Returns the privileges behind a list of grants. */
  static Privileges parse(String text) {
    Map<String, Map<String, Boolean>> grants = new TreeMap<>();
    for (String entry : text.isEmpty() ? new String[0] : text.split(Fact.SEPARATOR, -1)) {
      String[] parts = entry.split("\u001e", -1);
      boolean option = parts[2].startsWith("t");
      grants
          .computeIfAbsent(parts[0], role -> new TreeMap<>())
          .merge(parts[1], option, Boolean::logicalOr);
    }
    return new Privileges(grants);
  }

  /** Returns the union with other privileges. */
  Privileges and(Privileges other) {
    Map<String, Map<String, Boolean>> all = new TreeMap<>();
    for (Privileges each : List.of(this, other)) {
      each.grants.forEach(
          (role, privileges) ->
              privileges.forEach(
                  (privilege, option) ->
                      all.computeIfAbsent(role, r -> new TreeMap<>())
                          .merge(privilege, option, Boolean::logicalOr)));
    }
    return new Privileges(all);
  }

  /** Returns these privileges with one role seen as the owner. */
  Privileges ownedBy(String role) {
    Map<String, Map<String, Boolean>> rest = new TreeMap<>(grants);
    Map<String, Boolean> own = rest.remove(role);
    return own == null ? this : new Privileges(rest).and(new Privileges(Map.of(OWNER, own)));
  }

  /**
   * Returns the statements from these privileges to others.
   *
   * @param prefix what stands before {@code GRANT} and {@code REVOKE}
   * @param object what stands behind {@code ON}
   * @param columns what stands behind each privilege: a column list or nothing
   * @param owner the role to name for the owner
   */
  List<String> to(Privileges wanted, String prefix, String object, String columns, String owner) {
    List<String> statements = new ArrayList<>();
    Set<String> roles = new TreeSet<>(grants.keySet());
    roles.addAll(wanted.grants.keySet());
    for (String role : roles) {
      Map<String, Boolean> old = grants.getOrDefault(role, Map.of());
      Map<String, Boolean> now = wanted.grants.getOrDefault(role, Map.of());
      String on = " ON " + object;
      String name = role.equals(OWNER) ? owner : role;
      // An owner's grant option is always there, whether it is written down or not.
      boolean options = !role.equals(OWNER);
      String revoked = select(old, p -> !now.containsKey(p), columns);
      if (!revoked.isEmpty()) {
        statements.add(prefix + "REVOKE " + revoked + on + " FROM " + name);
      }
      String limited =
          select(old, p -> options && old.get(p) && Boolean.FALSE.equals(now.get(p)), columns);
      if (!limited.isEmpty()) {
        statements.add(prefix + "REVOKE GRANT OPTION FOR " + limited + on + " FROM " + name);
      }
      String granted = select(now, p -> !old.containsKey(p) && !(options && now.get(p)), columns);
      if (!granted.isEmpty()) {
        statements.add(prefix + "GRANT " + granted + on + " TO " + name);
      }
      String passed =
          select(now, p -> options && now.get(p) && !old.getOrDefault(p, false), columns);
      if (!passed.isEmpty()) {
        statements.add(prefix + "GRANT " + passed + on + " TO " + name + " WITH GRANT OPTION");
      }
    }
    return statements;
  }

  private static String select(
      Map<String, Boolean> privileges, Predicate<String> filter, String columns) {
    return privileges.keySet().stream()
        .filter(filter)
        .map(p -> p + columns)
        .collect(Collectors.joining(", "));
  }
}
