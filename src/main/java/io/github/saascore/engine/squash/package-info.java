/** One revision that does the work of many. */
package io.github.saascore.engine.squash;
