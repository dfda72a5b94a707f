package io.github.saascore.schema;

import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An object as it is being read, before keys become identities; mutable, never leaves the reader.
 */
final class CatalogObject {
  final CatalogKey key;
  final Address address;
  final Optional<CatalogKey> parent;
  final SortedMap<String, String> attributes;

  /** What a tie leads to, besides its parent. */
  final Optional<CatalogKey> target;

  final SortedSet<Address> dependencies = new TreeSet<>();

  CatalogObject(
      CatalogKey key,
      Address address,
      Optional<CatalogKey> parent,
      Optional<CatalogKey> target,
      SortedMap<String, String> attributes) {
    this.key = key;
    this.address = address;
    this.parent = parent;
    this.target = target;
    this.attributes = attributes;
  }
}
