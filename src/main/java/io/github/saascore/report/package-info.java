/**
 * Turns what the engine returns into text tables, listings and JSON for people and scripts.
 *
 * <p>All of it is pure: values in, text out. Colour comes from a {@link
 * io.github.saascore.report.Style} that the caller brings.
 */
package io.github.saascore.report;
