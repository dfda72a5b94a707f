package io.github.saascore.revision;

/**
 * The stable name of every error a user can meet.
 *
 * <p>Scripts and search engines rely on these names: once released, a name is never changed or
 * reused for something else. The text form is {@code SC-} and the name with hyphens, for example
 * {@code SC-MULTIPLE-HEADS}.
 */
public enum Code {
  // Revision graph
  NOT_FOUND,
  AMBIGUOUS_PREFIX,
  NOT_IN_BRANCH,
  NO_SUCH_BRANCH,
  MULTIPLE_HEADS,
  AMBIGUOUS_RELATIVE,
  RELATIVE_OUT_OF_RANGE,
  NOT_ANCESTOR,
  TARGET_NOT_APPLIED,
  DB_REVISION_UNKNOWN,
  DB_NOT_AT_HEADS,
  DB_NOT_UP_TO_DATE,
  OVERLAPPING_ROWS,
  NOT_A_HEAD,
  NOTHING_TO_MERGE,
  RANGE_ONLINE,
  RANGE_REQUIRED,
  PURGE_OFFLINE,
  BAD_TARGET,
  TARGET_MISSING,
  STAMP_LOSES_LINE,
  SELF_LOOP,
  CYCLE,
  DUPLICATE_LABEL,
  DUPLICATE_REVISION,
  PARENT_FILE_MISSING,
  BAD_REPLACES,
  BAD_IDENTIFIER,

  // Migration files
  DIRECTORY_MISSING,
  DIRECTORY_NOT_EMPTY,
  FILE_UNREADABLE,
  FILE_CHANGED,
  BAD_ENCODING,
  BAD_HEADER,
  BAD_MARKER,
  BAD_OPTION,
  UNTERMINATED,
  COPY_UNTERMINATED,
  PSQL_COMMAND,
  TRANSACTION_CONTROL,
  NOT_TRANSACTIONAL,
  CHECKSUM,
  NO_DOWNGRADE,
  IRREVERSIBLE,
  JAVA_BODY,
  MODEL,
  BY_HAND,
  SQUASH_LEAVES_OUT,
  LIKELY_RENAME,

  // Parameters and connection
  BAD_PARAMETER,
  UNKNOWN_PARAMETER,
  NO_URL,
  BAD_URL,
  BAD_CREDENTIALS,
  CONNECTION_REFUSED,
  CONNECTION_LOST,
  CONNECTION_TIMEOUT,
  CONNECTION_REJECTED,
  CONNECTION_FAILED,
  UNKNOWN_HOST,
  NOT_POSTGRESQL,
  TLS,
  NO_PASSWORD,
  WRONG_PASSWORD,
  ROLE_MISSING,
  DATABASE_MISSING,
  TOO_MANY_CONNECTIONS,
  SERVER_STARTING,
  EMBEDDED_SERVER,
  SCRATCH,

  // Running
  LOCKED,
  POOLER,
  READ_ONLY,
  PRIVILEGE,
  EXISTS,
  DIFFERS,
  UNCLEAR,
  MISSING_OBJECT,
  SQL,
  FOREIGN_KEY,
  STARTED,
  LOST_ROW,
  CONFIRM,
  PROTECTED,
  TRASH,
  BACKUP,
  COLLATERAL,
  NOT_DROPPED,
  HALF_DROPPED,
  MODEL_DIFFERS,
  NOT_RESTORED,
  SQUASH_DIFFERS,
  ROWS_DIFFER,
  DRIFT,
  UNVERIFIED,
  UNHEALTHY,
  HAZARD,
  INTERNAL;

  /**
   * Tells whether the reason lies in the connection or the server: not in the user's scripts or
   * data, but in the world around the run.
   */
  public boolean isOutside() {
    return compareTo(NO_URL) >= 0 && compareTo(SCRATCH) <= 0;
  }

  /** Returns the form that users see, for example {@code SC-MULTIPLE-HEADS}. */
  public String text() {
    return "SC-" + name().replace('_', '-');
  }
}
