/**
 * The use cases, one verb a class: each takes values, makes a plan, runs it and returns what it did
 * as a value. Nothing here prints, and nothing here knows Maven.
 */
package io.github.saascore.engine;
