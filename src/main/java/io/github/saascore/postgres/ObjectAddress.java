package io.github.saascore.postgres;

/**
 * The place of an object in the catalog, which stays the same when the object is renamed.
 *
 * @param classId the oid of the catalog table that lists the object
 * @param oid the object's oid in that table
 */
public record ObjectAddress(long classId, long oid) {
  /** The oid of {@code pg_type}, the same in every database. */
  static final long PG_TYPE = 1247;

  /** The oid of {@code pg_class}, the same in every database. */
  static final long PG_CLASS = 1259;
}
