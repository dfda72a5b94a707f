package io.github.saascore.schema;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One object of a schema as the server stored it.
 *
 * <p>Attributes are the server's own texts; what is at its default is absent. Lists are joined by
 * the unit separator. An attribute that begins with {@code ref:} helps to write SQL and is never
 * compared.
 *
 * @param address its identity
 * @param parent the object it is a part of and disappears with
 * @param attributes what can differ, by name
 * @param dependencies what must exist before it, the parent included
 */
public record Fact(
    Address address,
    Optional<Address> parent,
    SortedMap<String, String> attributes,
    SortedSet<Address> dependencies) {
  static final String REFERENCE = "ref:";
  static final String SEPARATOR = "\u001f";

  /** Copies the collections. */
  public Fact {
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    dependencies = Collections.unmodifiableSortedSet(new TreeSet<>(dependencies));
  }

  /** Returns the kind of the object. */
  public Kind kind() {
    return address.kind();
  }

  /** Returns an attribute's text if it is not at its default. */
  public Optional<String> get(String attribute) {
    return Optional.ofNullable(attributes.get(attribute));
  }

  /** Returns an attribute's text, empty at its default. */
  String text(String attribute) {
    return attributes.getOrDefault(attribute, "");
  }

  /** Returns whether an attribute has exactly this text. */
  boolean is(String attribute, String text) {
    return text.equals(attributes.get(attribute));
  }

  /** Returns whether a yes-or-no attribute is set. */
  boolean is(String attribute) {
    return is(attribute, "true");
  }

  /** Returns whether an attribute is not at its default. */
  boolean has(String attribute) {
    return attributes.containsKey(attribute);
  }

  /** Returns the parts of a list attribute, none at its default. */
  List<String> list(String attribute) {
    return get(attribute).map(text -> List.of(text.split(SEPARATOR, -1))).orElse(List.of());
  }

  /** Returns this fact with one attribute changed, or removed when the text is empty. */
  Fact with(String attribute, Optional<String> text) {
    SortedMap<String, String> changed = new TreeMap<>(attributes);
    text.ifPresentOrElse(value -> changed.put(attribute, value), () -> changed.remove(attribute));
    return new Fact(address, parent, changed, dependencies);
  }

  /** Returns the names of the attributes that differ between two versions, references left out. */
  SortedSet<String> changed(Fact other) {
    return Stream.concat(attributes.keySet().stream(), other.attributes.keySet().stream())
        .filter(name -> !name.startsWith(REFERENCE))
        .filter(name -> !get(name).equals(other.get(name)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns the phrase that {@code DROP}, {@code COMMENT ON} and {@code OWNER TO} take. */
  String target() {
    return switch (address.kind()) {
      case TABLE -> (is("form", "foreign") ? "FOREIGN TABLE " : "TABLE ") + address.qualified();
      case ROUTINE -> (is("form", "procedure") ? "PROCEDURE " : "FUNCTION ") + address.qualified();
      default -> address.target();
    };
  }
}
