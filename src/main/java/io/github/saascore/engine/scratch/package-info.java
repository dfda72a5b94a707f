/**
 * Empty databases in which revisions and models are made real, to read back what PostgreSQL makes
 * of them.
 */
package io.github.saascore.engine.scratch;
