/**
 * Revisions as a graph, and what every package needs to speak of errors: ids, targets, plans,
 * problems. Pure values: no files, no database, no Maven, nothing but the JDK.
 */
package io.github.saascore.revision;
