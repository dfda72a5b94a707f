/**
 * The harness of all tests that talk to PostgreSQL.
 *
 * <p>JUnit tests use {@link io.github.saascore.testing.PostgresExtension}, the scripts of the
 * invoker use {@link io.github.saascore.testing.ItDatabase}; both stand on {@link
 * io.github.saascore.testing.TestServers}.
 */
package io.github.saascore.testing;
