/**
 * A real PostgreSQL server that lives only as long as the builds that use it.
 *
 * <p>{@link io.github.saascore.postgres.local.LocalServer} is the way in. The package knows neither
 * Maven nor migrations: where the binaries come from is a port, {@link
 * io.github.saascore.postgres.local.ServerBinaries}.
 */
package io.github.saascore.postgres.local;
