/** Compares histories, models and databases by what PostgreSQL makes of them. */
package io.github.saascore.engine.drift;
