package io.github.saascore.schema;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A new name, or a new schema, of a relation, a type or a routine. */
final class ObjectRenaming implements Renaming {
  /** Kinds whose texts call a table by its bare name. */
  private static final Set<Kind> QUERIES =
      EnumSet.of(Kind.VIEW, Kind.MATERIALIZED_VIEW, Kind.ROUTINE, Kind.POLICY, Kind.RULE);

  /** Kinds whose own name contains the full name of another object. */
  private static final Set<Kind> NAMED_AFTER =
      EnumSet.of(
          Kind.ROUTINE,
          Kind.AGGREGATE,
          Kind.OPERATOR,
          Kind.CAST,
          Kind.INHERITANCE,
          Kind.PUBLICATION_TABLE);

  private final Fact old;
  private final Address to;
  private final Map<Address, Address> moved = new HashMap<>();
  private final Map<List<String>, List<String>> names = new HashMap<>();

  ObjectRenaming(Fact old, Address to, Snapshot snapshot) {
    this.old = old;
    this.to = to;
    move(old.address(), to);
    if (!old.address().container().equals(to.container())) {
      followers(snapshot)
          .forEach(
              address ->
                  move(address, new Address(address.kind(), to.container(), address.name())));
    }
  }

  private void move(Address from, Address target) {
    moved.put(from, target);
    names.put(List.of(from.container(), bare(from)), List.of(target.container(), bare(target)));
    if (from.kind() == Kind.SEQUENCE) {
      moved.put(
          new Address(Kind.OWNED_BY, from.container(), from.name()),
          new Address(Kind.OWNED_BY, target.container(), target.name()));
    }
  }

  /** Indexes and sequences go where their table goes. */
  private Stream<Address> followers(Snapshot snapshot) {
    String table = old.address().qualified();
    return snapshot.all().stream()
        .filter(
            fact ->
                (fact.kind() == Kind.INDEX && fact.is("on_table", table))
                    || (fact.kind() == Kind.OWNED_BY
                        && fact.dependencies().stream()
                            .anyMatch(needed -> needed.container().equals(table))))
        .map(
            fact ->
                fact.kind() == Kind.INDEX
                    ? fact.address()
                    : new Address(
                        Kind.SEQUENCE, fact.address().container(), fact.address().name()));
  }

  private static String bare(Address address) {
    boolean routine = address.kind() == Kind.ROUTINE || address.kind() == Kind.AGGREGATE;
    return routine ? address.name().replaceFirst("\\(.*", "") : address.name();
  }

  @Override
  public Address from() {
    return old.address();
  }

  @Override
  public Address to() {
    return to;
  }

  @Override
  public Set<String> tables() {
    return to.kind() == Kind.TABLE ? Set.of(to.qualified()) : Set.of();
  }

  @Override
  public List<String> statements() {
    List<String> statements = new ArrayList<>();
    String target = old.target();
    if (!old.address().container().equals(to.container())) {
      statements.add("ALTER " + target + " SET SCHEMA " + to.container());
      target =
          target.replace(old.address().qualified(), to.container() + "." + old.address().name());
    }
    if (!bare(old.address()).equals(bare(to))) {
      statements.add("ALTER " + target + " RENAME TO " + bare(to));
    }
    return statements;
  }

  @Override
  public Address apply(Address address) {
    Address mapped = moved.get(address);
    if (mapped != null) {
      return mapped;
    }
    String name = NAMED_AFTER.contains(address.kind()) ? apply(address.name()) : address.name();
    return new Address(address.kind(), apply(address.container()), name);
  }

  private String apply(String text) {
    return Identifiers.replace(text, (parts, before, after) -> full(parts));
  }

  private Optional<List<String>> full(List<String> parts) {
    List<String> mapped = parts.size() < 2 ? null : names.get(parts.subList(0, 2));
    return Optional.ofNullable(mapped)
        .map(start -> Stream.concat(start.stream(), parts.stream().skip(2)).toList());
  }

  @Override
  public String apply(Fact fact, String attribute, String text) {
    if (attribute.equals("identity_sequence")
        && fact.address().container().equals(old.address().qualified())) {
      return to.container() + text.substring(text.lastIndexOf('.'));
    }
    if (!QUERIES.contains(fact.kind())) {
      return apply(text);
    }
    return Identifiers.replace(text, (parts, before, after) -> full(parts).or(() -> called(parts)));
  }

  /** A query calls a table by its bare name where it was given no other. */
  private Optional<List<String>> called(List<String> parts) {
    return parts.size() > 1 && parts.get(0).equals(bare(old.address()))
        ? Optional.of(Stream.concat(Stream.of(bare(to)), parts.stream().skip(1)).toList())
        : Optional.empty();
  }
}
