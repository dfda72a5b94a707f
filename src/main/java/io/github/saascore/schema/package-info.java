/** The wanted schema, snapshots and differences; the only place that knows jOOQ. */
package io.github.saascore.schema;
