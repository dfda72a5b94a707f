package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules of enums, domains and composite types. */
final class TypeRules {
  private TypeRules() {}

  /** The rule of enums: values are added where they belong; anything else needs a new type. */
  static final class EnumType implements Rule {
    @Override
    public List<String> create(Fact type, List<Fact> parts) {
      List<String> labels = type.list("labels").stream().map(Sql::literal).toList();
      return List.of("CREATE " + type.target() + " AS ENUM (" + String.join(", ", labels) + ")");
    }

    @Override
    public Alteration alter(Fact from, Fact to, Set<String> changed) {
      List<String> old = from.list("labels");
      List<String> wanted = to.list("labels");
      if (!wanted.stream().filter(old::contains).toList().equals(old)) {
        return Alteration.again();
      }
      List<Ddl> statements = new ArrayList<>();
      for (int i = 0; i < wanted.size(); i++) {
        if (!old.contains(wanted.get(i))) {
          statements.add(
              Ddl.alone(
                  "ALTER "
                      + to.target()
                      + " ADD VALUE "
                      + Sql.literal(wanted.get(i))
                      + place(old, wanted, i)));
        }
      }
      return new Alteration.InPlace(statements, false);
    }

    private static String place(List<String> old, List<String> wanted, int at) {
      if (at > 0) {
        boolean last = wanted.subList(at, wanted.size()).stream().noneMatch(old::contains);
        return last ? "" : " AFTER " + Sql.literal(wanted.get(at - 1));
      }
      Optional<String> next = wanted.stream().filter(old::contains).findFirst();
      return next.map(label -> " BEFORE " + Sql.literal(label)).orElse("");
    }
  }

  /** The rule of domains. */
  static final class DomainType implements Rule {
    @Override
    public List<String> create(Fact domain, List<Fact> parts) {
      StringBuilder sql = new StringBuilder("CREATE ").append(domain.target());
      sql.append(" AS ").append(domain.text("type"));
      domain.get("collation").ifPresent(collation -> sql.append(" COLLATE ").append(collation));
      domain.get("default").ifPresent(text -> sql.append(" DEFAULT ").append(text));
      sql.append(domain.is("not_null") ? " NOT NULL" : "");
      for (Fact part : parts) {
        sql.append("\n    CONSTRAINT ")
            .append(part.address().name())
            .append(' ')
            .append(part.text("definition"));
      }
      return List.of(sql.toString());
    }

    @Override
    public Alteration alter(Fact from, Fact to, Set<String> changed) {
      if (changed.contains("type") || changed.contains("collation")) {
        return Alteration.again();
      }
      List<String> statements = new ArrayList<>();
      String alter = "ALTER " + to.target() + " ";
      if (changed.contains("default")) {
        statements.add(
            alter + to.get("default").map(text -> "SET DEFAULT " + text).orElse("DROP DEFAULT"));
      }
      if (changed.contains("not_null")) {
        statements.add(alter + (to.is("not_null") ? "SET" : "DROP") + " NOT NULL");
      }
      return Alteration.inPlace(statements);
    }
  }

  /** The rule of composite types. */
  static final class CompositeType implements Rule {
    @Override
    public List<String> create(Fact type, List<Fact> parts) {
      return List.of(
          "CREATE " + type.target() + " AS (" + String.join(", ", type.list("attributes")) + ")");
    }

    @Override
    public Alteration alter(Fact from, Fact to, Set<String> changed) {
      List<String> old = attributes(from);
      List<String> wanted = attributes(to);
      List<String> kept = old.stream().filter(wanted::contains).toList();
      if (kept.size() > wanted.size() || !wanted.subList(0, kept.size()).equals(kept)) {
        return Alteration.again();
      }
      // Tables made of the type follow it.
      String cascade = to.is("ref:typed_tables") ? " CASCADE" : "";
      List<String> clauses = new ArrayList<>();
      old.stream()
          .filter(a -> !kept.contains(a))
          .forEach(a -> clauses.add("DROP ATTRIBUTE " + name(a) + cascade));
      wanted.stream().skip(kept.size()).forEach(a -> clauses.add("ADD ATTRIBUTE " + a + cascade));
      boolean retyped =
          wanted.stream()
              .skip(kept.size())
              .anyMatch(a -> old.stream().map(TypeRules::name).anyMatch(name(a)::equals));
      if (retyped) {
        return Alteration.again();
      }
      String sql = "ALTER " + to.target() + " " + String.join(", ", clauses);
      Ddl ddl = Loss.attributes(from, to).map(loss -> Ddl.losing(sql, loss)).orElse(Ddl.of(sql));
      return new Alteration.InPlace(List.of(ddl), false);
    }

    private static List<String> attributes(Fact type) {
      return type.text("attributes").isEmpty() ? List.of() : type.list("attributes");
    }
  }

  private static String name(String attribute) {
    int end = attribute.startsWith("\"") ? attribute.indexOf("\" ") + 1 : attribute.indexOf(' ');
    return attribute.substring(0, end);
  }
}
