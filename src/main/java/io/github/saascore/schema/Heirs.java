package io.github.saascore.schema;

import io.github.saascore.postgres.Quote;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a child table that nobody describes has from its parent: partitions that are made at run
 * time go along with every change of their table.
 */
final class Heirs {
  private static final int LONGEST_NAME = 63;

  private final Snapshot from;
  private final SortedMap<Address, Fact> facts;

  Heirs(Snapshot from, SortedMap<Address, Fact> facts) {
    this.from = from;
    this.facts = facts;
  }

  /** Returns a child's copy with what changed in the part of its parent. */
  Fact changed(Fact copy, Address origin) {
    Fact now = facts.get(origin);
    Fact result = copy;
    SortedSet<String> changed = from.facts().get(origin).changed(now);
    changed.removeIf(Heirs::isOwn);
    for (String name : changed) {
      result = result.with(name, now.get(name));
    }
    return result;
  }

  private static boolean isOwn(String attribute) {
    return Metadata.covers(attribute)
        || attribute.equals("position")
        || attribute.startsWith("identity_")
        || attribute.startsWith("attached_");
  }

  /** Returns the parts that a child gets because its parent gets them, by its tie to the parent. */
  List<Fact> added(Fact tie) {
    List<Fact> added = new ArrayList<>();
    Address child = ConstraintRule.table(tie.address().container());
    for (Fact part : List.copyOf(facts.values())) {
      boolean fresh =
          !from.has(part.address()) && Ancestry.table(part).equals(tie.address().name());
      if (fresh) {
        copy(part, child, tie.has("bound")).ifPresent(added::add);
      }
    }
    return added;
  }

  private Optional<Fact> copy(Fact part, Address child, boolean partition) {
    String table = child.qualified();
    return switch (part.kind()) {
      case COLUMN -> absent(column(part, child));
      case DEFAULT ->
          absent(renamed(part, new Address(part.kind(), table, part.address().name()), child));
      case CONSTRAINT ->
          part.is("form", "check")
              ? absent(inherited(part, child))
                  .filter(f -> !part.text("definition").endsWith("NO INHERIT"))
              : Optional.of(part)
                  .filter(f -> partition && !attached(f, table))
                  .map(f -> key(f, child));
      case FOREIGN_KEY -> partition ? absent(inherited(part, child)) : Optional.empty();
      case INDEX ->
          Optional.of(part).filter(f -> partition && !attached(f, table)).map(f -> index(f, child));
      default -> Optional.empty();
    };
  }

  private Optional<Fact> absent(Fact copy) {
    return Optional.of(copy).filter(fact -> !facts.containsKey(fact.address()));
  }

  /** Returns whether a table has an index, or key, of its own that belongs to its parent's. */
  private boolean attached(Fact whole, String table) {
    String name =
        whole.kind() == Kind.INDEX
            ? whole.address().qualified()
            : ConstraintRule.schema(whole.address().container()) + whole.address().name();
    return facts.values().stream()
        .anyMatch(fact -> Ancestry.table(fact).equals(table) && fact.is("attached_index", name));
  }

  private Fact column(Fact part, Address child) {
    Fact copy = inherited(part, child).with("identity_sequence", Optional.empty());
    boolean shown = from.major() >= 17;
    return copy.with("identity_options", Optional.empty())
        .with("identity", part.get("identity").filter(form -> shown))
        .with("not_null_no_inherit", Optional.empty());
  }

  private Fact inherited(Fact part, Address child) {
    Address address = new Address(part.kind(), child.qualified(), part.address().name());
    Fact copy = renamed(part, address, child).with("ref:inheritance", Optional.of("inherited"));
    return part.kind() == Kind.FOREIGN_KEY
        ? copy.with("ref:inherited_from", Optional.of(part.address().name()))
        : copy;
  }

  /** Returns a child's index or key in the form that the one of its parent's has now. */
  Fact attached(Fact copy, Fact whole) {
    Address child = ConstraintRule.table(Ancestry.table(copy));
    Fact now =
        whole.kind() == Kind.INDEX
            ? index(whole, child, copy.address().name())
            : key(whole, child, copy.address().name());
    SortedMap<String, String> attributes = new TreeMap<>(now.attributes());
    copy.attributes().forEach((name, text) -> keepOwn(attributes, name, text));
    return new Fact(now.address(), now.parent(), attributes, now.dependencies());
  }

  private static void keepOwn(SortedMap<String, String> attributes, String name, String text) {
    if (Metadata.covers(name) || name.startsWith("ref:")) {
      attributes.put(name, text);
    }
  }

  private Fact key(Fact part, Address child) {
    return key(part, child, free(part.address().name(), part.address().container(), child));
  }

  private Fact key(Fact part, Address child, String name) {
    Address address = new Address(part.kind(), child.qualified(), name);
    String whole = ConstraintRule.schema(part.address().container()) + part.address().name();
    return attach(renamed(part, address, child), part.address(), whole)
        .with("attached_to", Optional.of(part.address().qualified()));
  }

  private Fact index(Fact part, Address child) {
    return index(part, child, free(part.address().name(), part.text("on_table"), child));
  }

  private Fact index(Fact part, Address child, String name) {
    Address address = new Address(part.kind(), child.container(), name);
    // A child with partitions of its own leaves them to theirs.
    String only = facts.get(child).is("form", "partitioned") ? "ONLY " : "";
    String definition =
        part.text("definition")
            .replaceFirst(
                " INDEX .*? ON (ONLY )?.*? USING ",
                " INDEX " + quote(name) + " ON " + only + quote(child.qualified()) + " USING ");
    return attach(renamed(part, address, child), part.address(), part.address().qualified())
        .with("on_table", Optional.of(child.qualified()))
        .with("definition", Optional.of(definition));
  }

  private static String quote(String text) {
    return java.util.regex.Matcher.quoteReplacement(text);
  }

  private static Fact attach(Fact copy, Address whole, String name) {
    SortedSet<Address> dependencies = new TreeSet<>(copy.dependencies());
    dependencies.add(whole);
    return new Fact(copy.address(), copy.parent(), copy.attributes(), dependencies)
        .with("attached_index", Optional.of(name));
  }

  /** Returns a part of a table as a part of its child, comments left out. */
  private static Fact renamed(Fact part, Address address, Address child) {
    Map<String, String> attributes = new TreeMap<>(part.attributes());
    attributes.keySet().removeIf(name -> name.startsWith("comment") || name.startsWith("acl"));
    String parent = Ancestry.table(part);
    SortedSet<Address> dependencies = new TreeSet<>();
    for (Address needed : part.dependencies()) {
      boolean table = needed.qualified().equals(parent);
      boolean inside = needed.container().equals(parent);
      dependencies.add(
          table
              ? child
              : inside && needed.kind() == Kind.COLUMN
                  ? new Address(needed.kind(), child.qualified(), needed.name())
                  : needed);
    }
    Optional<Address> owner =
        part.parent()
            .map(
                p ->
                    p.kind() == Kind.COLUMN
                        ? new Address(Kind.COLUMN, child.qualified(), p.name())
                        : child);
    return new Fact(address, owner, new TreeMap<>(attributes), dependencies);
  }

  /** Returns a name for a child's index, after the one of its parent's, that nothing else has. */
  private String free(String whole, String parent, Address child) {
    String table = Quote.plain(bare(parent));
    String plain = Quote.plain(whole);
    String end = plain.startsWith(table + "_") ? plain.substring(table.length()) : "_" + plain;
    String start = cut(Quote.plain(child.name()), LONGEST_NAME - Math.min(40, end.length()));
    String base = cut(start + end, LONGEST_NAME - 3);
    String name = base;
    for (int i = 1; taken(child.container(), name); i++) {
      name = base + i;
    }
    return Sql.name(name);
  }

  private boolean taken(String schema, String plain) {
    String relation = "relation " + schema + "." + Sql.name(plain);
    return facts.values().stream().anyMatch(fact -> Names.taken(fact).contains(relation));
  }

  private static String cut(String text, int bytes) {
    String result = text;
    while (result.getBytes(StandardCharsets.UTF_8).length > bytes) {
      result = result.substring(0, result.length() - 1);
    }
    return result;
  }

  private static String bare(String qualified) {
    return qualified.substring(ConstraintRule.schema(qualified).length());
  }
}
