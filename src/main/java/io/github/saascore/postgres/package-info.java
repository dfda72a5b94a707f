/** Everything that speaks to PostgreSQL: where the database is, sessions, catalog, scripts. */
package io.github.saascore.postgres;
