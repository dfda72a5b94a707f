package io.github.saascore.schema;

/**
 * What PostgreSQL itself identifies an object by, as in {@code pg_depend}.
 *
 * @param catalog the oid of the system catalog, 1259 for {@code pg_class}
 * @param oid the object's oid
 * @param part the number of a column, else 0
 */
record CatalogKey(int catalog, long oid, int part) {

  /** Returns the key of the whole object. */
  CatalogKey whole() {
    return part == 0 ? this : new CatalogKey(catalog, oid, 0);
  }
}
