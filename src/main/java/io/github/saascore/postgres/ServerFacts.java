package io.github.saascore.postgres;

import java.util.Optional;

/**
 * What one look at the server told when the session began.
 *
 * @param version the server's own version text, for example {@code 18.6}
 * @param versionNumber the number form, for example 180006
 * @param backendPid the process id of the server process that answered
 * @param proxied whether something between us and the server answered the connection: the process
 *     id of the connection is not the one of the server process
 * @param database the name of the connected database
 * @param role the role that owns what is created now
 * @param readOnly whether the server refuses writes (a standby, or {@code
 *     default_transaction_read_only})
 * @param schema the schema of the version tables, and the first of the search path
 * @param schemaExists whether that schema is there
 * @param storeExists whether the version tables are there
 * @param otherTool the version table of another tool beside ours, if any, for a hint
 * @param protection since when and by whom the database is protected, if it is
 * @param dropped since when and by whom it is dropped, if a drop has begun and not ended
 */
public record ServerFacts(
    String version,
    int versionNumber,
    int backendPid,
    boolean proxied,
    String database,
    String role,
    boolean readOnly,
    String schema,
    boolean schemaExists,
    boolean storeExists,
    Optional<String> otherTool,
    Optional<String> protection,
    Optional<String> dropped) {}
