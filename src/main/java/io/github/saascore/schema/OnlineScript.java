package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The forms of statements that others can work beside. */
final class OnlineScript {
  private static final String NEW = "__new";

  private OnlineScript() {}

  /**
   * Returns a script with its indexes built and dropped concurrently. One that takes the place of
   * another is built beside it, so that there is one at all times.
   */
  static List<Ddl> concurrently(List<Ddl> script) {
    Set<Address> replaced = replaced(script);
    List<Ddl> all = new ArrayList<>();
    for (Ddl ddl : script) {
      Optional<Address> index = ddl.object().filter(replaced::contains);
      if (index.isPresent() && isCreate(ddl)) {
        all.addAll(replacement(ddl, index.get()));
      } else if (index.isEmpty() || !isDrop(ddl)) {
        all.add(concurrently(ddl));
      }
    }
    return all;
  }

  /** Returns the indexes that a script drops and makes. */
  private static Set<Address> replaced(List<Ddl> script) {
    Set<Address> replaced = new HashSet<>();
    script.stream()
        .filter(OnlineScript::isDrop)
        .forEach(ddl -> ddl.object().ifPresent(replaced::add));
    Set<Address> made = new HashSet<>();
    script.stream()
        .filter(OnlineScript::isCreate)
        .forEach(ddl -> ddl.object().ifPresent(made::add));
    replaced.retainAll(made);
    return replaced;
  }

  private static List<Ddl> replacement(Ddl create, Address index) {
    Address beside = new Address(index.kind(), index.container(), Sql.beside(index.name(), NEW));
    String built =
        create
            .sql()
            .replaceFirst(
                " INDEX " + Pattern.quote(index.name()) + " ON ",
                Matcher.quoteReplacement(" INDEX " + beside.name() + " ON "));
    return List.of(
        concurrently(new Ddl(built, create.object(), create.loss(), create.place())),
        concurrently(Ddl.of("DROP INDEX " + index.qualified()).on(index)),
        Ddl.of("ALTER INDEX " + beside.qualified() + " RENAME TO " + index.name()).on(index));
  }

  private static boolean isCreate(Ddl ddl) {
    return ddl.sql().startsWith("CREATE INDEX ") || ddl.sql().startsWith("CREATE UNIQUE INDEX ");
  }

  private static boolean isDrop(Ddl ddl) {
    return ddl.sql().startsWith("DROP INDEX ");
  }

  private static Ddl concurrently(Ddl ddl) {
    if (!isCreate(ddl) && !isDrop(ddl)) {
      return ddl;
    }
    String sql = ddl.sql().replaceFirst(" INDEX ", " INDEX CONCURRENTLY ");
    return new Ddl(sql, ddl.object(), ddl.loss(), Ddl.Place.OUTSIDE);
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
