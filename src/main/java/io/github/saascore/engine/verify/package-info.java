/** How a database is: what it has, beside what its revisions or the model should have made. */
package io.github.saascore.engine.verify;
