/**
 * The goals as Maven sees them: parameters in, one call to the engine, text out. The only place
 * that knows Maven.
 */
package io.github.saascore.mojo;
