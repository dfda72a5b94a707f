/** The wanted schema: what a project says it is, and what PostgreSQL makes of that. */
package io.github.saascore.engine.model;
