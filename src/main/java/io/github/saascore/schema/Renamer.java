package io.github.saascore.schema;

import io.github.saascore.postgres.Quote;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Renames what the hints say, from the outside in: schemas, then what stands in them, then parts of
 * tables; and with a table its keys and indexes that are the same but for the name.
 */
final class Renamer {
  private static final Set<Kind> IN_SCHEMA =
      EnumSet.of(
          Kind.TABLE,
          Kind.VIEW,
          Kind.MATERIALIZED_VIEW,
          Kind.SEQUENCE,
          Kind.ENUM,
          Kind.DOMAIN,
          Kind.COMPOSITE,
          Kind.RANGE,
          Kind.ROUTINE,
          Kind.AGGREGATE);
  private static final Set<Kind> PARTS =
      EnumSet.of(
          Kind.COLUMN,
          Kind.CONSTRAINT,
          Kind.FOREIGN_KEY,
          Kind.DOMAIN_CONSTRAINT,
          Kind.INDEX,
          Kind.TRIGGER,
          Kind.RULE,
          Kind.POLICY);

  private final Snapshot to;
  private final List<Renaming> made = new ArrayList<>();
  private final List<Fact> old = new ArrayList<>();
  private final List<Rename> unused;
  private final List<Refusal> refusals = new ArrayList<>();
  private Snapshot now;

  Renamer(Snapshot from, Snapshot to, Renames renames) {
    this.now = from;
    this.to = to;
    this.unused = new ArrayList<>(renames.hints());
    for (Set<Kind> kinds : List.of(EnumSet.of(Kind.SCHEMA), IN_SCHEMA, PARTS)) {
      boolean progress = true;
      while (progress) {
        // A name that one hint needs may be freed by another.
        progress = List.copyOf(unused).stream().filter(hint -> follow(hint, kinds)).count() > 0;
      }
    }
    alike();
  }

  /** Returns the schema as it is when everything is renamed. */
  Snapshot renamed() {
    return now;
  }

  /** Returns what was renamed, in the order of the statements. */
  List<Renaming> made() {
    return made;
  }

  /** Returns what was renamed as it was right before, in the same order. */
  List<Fact> old() {
    return old;
  }

  /** Returns the hints that fit nothing, and those that say to drop on purpose. */
  List<Rename> unused() {
    return unused;
  }

  List<Refusal> refusals() {
    return refusals;
  }

  private boolean follow(Rename hint, Set<Kind> kinds) {
    if (hint.name().isEmpty()) {
      return false;
    }
    List<Address[]> found = new ArrayList<>();
    for (Fact fact : now.all()) {
      if (kinds.contains(fact.kind()) && names(hint, fact.address())) {
        target(hint, fact.address()).ifPresent(a -> found.add(new Address[] {fact.address(), a}));
      }
    }
    if (found.isEmpty()) {
      return false;
    }
    if (found.stream().map(pair -> pair[0].container()).distinct().count() > 1) {
      String all = found.stream().map(pair -> pair[0].toString()).collect(Collectors.joining(", "));
      refusals.add(new Refusal("the rename " + hint.text(), "it fits several: " + all));
      return unused.remove(hint);
    }
    found.forEach(pair -> rename(pair[0], pair[1]));
    return unused.remove(hint);
  }

  private void rename(Address from, Address target) {
    Set<String> taken =
        now.all().stream()
            .filter(fact -> !fact.address().equals(from))
            .flatMap(fact -> Names.taken(fact).stream())
            .collect(Collectors.toSet());
    Renaming renaming = renaming(from, target);
    Fact wanted = to.facts().get(target);
    Names.taken(wanted).stream()
        .filter(taken::contains)
        .forEach(
            name -> refusals.add(new Refusal(from, "the name of its new " + name + " is taken")));
    old.add(now.facts().get(from));
    now = renaming.apply(now);
    made.add(renaming);
  }

  private Renaming renaming(Address from, Address target) {
    return switch (from.kind()) {
      case SCHEMA -> new SchemaRenaming(from, target);
      case COLUMN -> new ColumnRenaming(from, target, withHeirs(from));
      case CONSTRAINT, FOREIGN_KEY, DOMAIN_CONSTRAINT, INDEX, TRIGGER, RULE, POLICY ->
          new PartRenaming(
              from,
              target,
              from.kind() == Kind.CONSTRAINT ? withHeirs(from) : Set.of(from.container()));
      default -> new ObjectRenaming(now.facts().get(from), target, now);
    };
  }

  /** Returns the table of a part and the tables that have it from there. */
  private Set<String> withHeirs(Address part) {
    Ancestry ancestry = new Ancestry(now);
    Set<String> tables = new java.util.HashSet<>(Set.of(part.container()));
    boolean grown = true;
    while (grown) {
      grown =
          now.all().stream()
                  .filter(fact -> fact.kind() == Kind.INHERITANCE)
                  .filter(tie -> tables.contains(tie.address().name()))
                  .map(tie -> tie.address().container())
                  .filter(
                      table ->
                          now.find(new Address(part.kind(), table, part.name()))
                              .flatMap(ancestry::origin)
                              .isPresent())
                  .filter(tables::add)
                  .count()
              > 0;
    }
    return tables;
  }

  /** Returns whether a hint's path leads to an object, by its old name or the renamed one. */
  private boolean names(Rename hint, Address address) {
    return fits(hint.plainPath(), address)
        || made.stream()
            .filter(done -> address.container().startsWith(done.to().qualified()))
            .anyMatch(
                done ->
                    fits(
                        hint.plainPath(),
                        new Address(
                            address.kind(),
                            done.from().qualified()
                                + address.container().substring(done.to().qualified().length()),
                            address.name())));
  }

  static boolean fits(List<String> path, Address address) {
    List<String> own = Rename.parts(Rename.path(address)).stream().map(Quote::plain).toList();
    if (path.size() > own.size()) {
      return false;
    }
    List<String> end = own.subList(own.size() - path.size(), own.size());
    return end.equals(path)
        || end.equals(path.stream().map(part -> part.toLowerCase(Locale.ROOT)).toList());
  }

  /** Returns the new name, if it is wanted and not there, and the old one the other way round. */
  private Optional<Address> target(Rename hint, Address from) {
    String container =
        hint.plainSchema()
            .filter(schema -> IN_SCHEMA.contains(from.kind()))
            .flatMap(this::schema)
            .orElse(from.container());
    String suffix = from.name().replaceFirst("^[^(]*", "");
    boolean routine = from.kind() == Kind.ROUTINE || from.kind() == Kind.AGGREGATE;
    return to.has(from) && !passedOn(hint, from)
        ? Optional.empty()
        : to.facts().keySet().stream()
            .filter(a -> a.kind() == from.kind() && a.container().equals(container))
            .filter(a -> !now.has(a) && (!routine || a.name().endsWith(suffix)))
            .filter(a -> called(hint.plainName(), a))
            .findFirst();
  }

  /** A wanted name can still be another object's old one, where that one gets it by a hint too. */
  private boolean passedOn(Rename hint, Address from) {
    return unused.stream()
        .filter(other -> !other.equals(hint) && other.name().isPresent())
        .anyMatch(other -> called(other.plainName(), from));
  }

  private static boolean called(String name, Address address) {
    boolean routine = address.kind() == Kind.ROUTINE || address.kind() == Kind.AGGREGATE;
    String plain = Quote.plain(routine ? address.name().replaceFirst("\\(.*", "") : address.name());
    return plain.equals(name) || plain.equals(name.toLowerCase(Locale.ROOT));
  }

  private Optional<String> schema(String plain) {
    return to.facts().keySet().stream()
        .filter(address -> address.kind() == Kind.SCHEMA && called(plain, address))
        .map(Address::name)
        .findFirst();
  }

  /** Keys, indexes and sequences of a renamed table follow where only their names differ. */
  private void alike() {
    for (Renaming done : List.copyOf(made)) {
      for (String table : done.tables()) {
        new Alike(now, to).of(table).forEach(this::rename);
      }
    }
  }
}
