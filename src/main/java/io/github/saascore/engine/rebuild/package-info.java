/** A database made anew in one go: emptied, upgraded, filled and verified. */
package io.github.saascore.engine.rebuild;
