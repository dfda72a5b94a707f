package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The forms of statements that others can work beside. */
final class OnlineScript {
  private OnlineScript() {}

  /** Returns a script with its indexes built and dropped concurrently. */
  static List<Ddl> concurrently(List<Ddl> script) {
    return script.stream().map(OnlineScript::concurrently).toList();
  }

  private static Ddl concurrently(Ddl ddl) {
    String sql =
        ddl.sql()
            .replaceFirst("^CREATE (UNIQUE )?INDEX ", "CREATE $1INDEX CONCURRENTLY ")
            .replaceFirst("^DROP INDEX ", "DROP INDEX CONCURRENTLY ");
    return sql.equals(ddl.sql()) ? ddl : new Ddl(sql, ddl.object(), ddl.loss(), Ddl.Place.OUTSIDE);
  }

  /** Returns a script that also drops indexes that may be there. */
  static List<Ddl> dropping(List<Ddl> script, Set<Address> indexes) {
    List<Ddl> all = new ArrayList<>();
    for (Address index : indexes) {
      all.add(
          new Ddl(
              "DROP INDEX CONCURRENTLY IF EXISTS " + index.qualified(),
              Optional.of(index),
              Optional.empty(),
              Ddl.Place.OUTSIDE));
    }
    all.addAll(script);
    return all;
  }

  /** Returns the statement that drops a constraint that may be there. */
  static Ddl dropIfThere(Fact constraint) {
    Address address = constraint.address();
    return Ddl.of(
            "ALTER TABLE " + address.container() + " DROP CONSTRAINT IF EXISTS " + address.name())
        .on(address);
  }

  /**
   * Returns a script that makes keys of the indexes that are there, and drops checks only after
   * what they stand for.
   */
  static List<Ddl> using(List<Ddl> script, Map<Address, Fact> keys) {
    List<Ddl> all = new ArrayList<>();
    List<Ddl> last = new ArrayList<>();
    for (Ddl ddl : script) {
      Address object = ddl.object().orElse(new Address(Kind.SCHEMA, "", ""));
      boolean check = object.kind() == Kind.CONSTRAINT && ddl.sql().contains(" DROP CONSTRAINT ");
      if (check) {
        last.add(ddl);
      } else if (!keys.containsKey(object)) {
        all.add(made(ddl, object, keys));
      }
    }
    all.addAll(last);
    return all;
  }

  private static Ddl made(Ddl ddl, Address object, Map<Address, Fact> keys) {
    return keys.values().stream()
        .filter(key -> key.address().equals(object))
        .filter(key -> ddl.sql().endsWith(key.text("definition")))
        .findFirst()
        .map(
            key ->
                Ddl.of(
                        "ALTER TABLE "
                            + key.address().container()
                            + " ADD CONSTRAINT "
                            + key.address().name()
                            + " "
                            + KeyIndex.using(key))
                    .on(object))
        .orElse(ddl);
  }
}
