/** Rows and positions of sequences that revisions themselves leave in a database. */
package io.github.saascore.engine.seed;
