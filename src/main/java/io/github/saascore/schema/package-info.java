<<<<<<< HEAD
/**
 * Reads the schema of a database as values, compares two of them, and writes the SQL that leads
 * from one to the other.
 *
 * <p>PostgreSQL is the only judge: what is read is what the server stored, and texts of definitions
 * are the server's own. Start with {@link io.github.saascore.schema.SnapshotReader} and {@link
 * io.github.saascore.schema.Difference}.
 */
=======
/** The wanted schema, snapshots and differences; the only place that knows jOOQ. */
>>>>>>> main
package io.github.saascore.schema;
