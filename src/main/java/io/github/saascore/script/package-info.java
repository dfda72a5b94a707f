/**
 * Migration files: finding, reading, splitting and writing them. No database and no Maven: text
 * comes in, immutable values go out, and every error names file, line and column.
 */
package io.github.saascore.script;
