/**
 * Hazards of migrations: statements are run in a scratch database, and what the server did (locks,
 * rewrites, scans, changes of the catalog) decides what is said about them.
 */
package io.github.saascore.engine.hazard;
