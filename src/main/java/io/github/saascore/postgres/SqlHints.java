package io.github.saascore.postgres;

import java.util.Optional;

/** What to do next when the server refused, by SQLSTATE. */
final class SqlHints {
  static final String MATCH_OR_STAMP =
      """
      to make what is missing where the rest is equal: mvn saascore:upgrade -Dsaascore.existing=match
      if the database is already as this revision makes it: mvn saascore:stamp -Dsaascore.target=<revision>\
      """;

  /** The server ended the session because its transaction took too long. */
  static final String TRANSACTION_TIMEOUT = "25P04";

  /** What PgBouncer gives all that it says itself; the server has it for broken protocol only. */
  static final String FROM_POOLER = "08P01";

  /** The way around a pooler. */
  static final String DIRECT = "set DIRECT_URL, or -Dsaascore.url=<the URL without the pooler>";

  /** Somebody changed the tables that we keep. */
  static final String DAMAGED =
      "mvn saascore:doctor names what is missing there, and the statement that makes it again";

  private static final String SCHEMA_DENIED = "permission denied for schema ";

  private SqlHints() {}

  /**
   * Returns the next step after a refusal with this state and summary, where there is one.
   *
   * @param routine the function of the server that refused: its words may be translated
   * @param lost whether our own connection is gone
   */
  static Optional<String> of(String state, String summary, String routine, boolean lost) {
    if (SqlProblems.exists(state)) {
      return Optional.of(MATCH_OR_STAMP);
    }
    if (state.equals(TRANSACTION_TIMEOUT)) {
      return Optional.of(
          "SET LOCAL transaction_timeout = 0 at the top of the script lifts the limit for this"
              + " revision");
    }
    if (isLeftByDriver(state, summary)) {
      return Optional.of(
          "leave SET client_encoding and SET DateStyle out of the script: files are UTF-8, and the"
              + " driver ends a connection in which these are changed");
    }
    if (state.startsWith("08") && !lost) {
      return Optional.of(otherServer(routine));
    }
    if (state.equals(FROM_POOLER)) {
      return Optional.of(
          summary.contains("statement pooling")
              ? "PgBouncer with pool_mode=statement cannot serve migrations: " + DIRECT
              : "a pooler in between says that, by limits of its own: run the same goal again, it"
                  + " sees what is done; if it stays so, "
                  + DIRECT);
    }
    if (lost) {
      return Optional.of(
          "run the same goal again: every transaction is done or not done, and it sees which");
    }
    return state.startsWith(Envelope.OURS)
        ? afterOurs(state)
        : afterTheirs(state, summary, routine);
  }

  /** What the server that runs a statement did not get from another one. */
  private static String otherServer(String routine) {
    return routine.equals("libpqrcv_create_slot")
        ? "a run that was broken off leaves the slot; if no other subscription uses it, on the"
            + " publisher: SELECT pg_drop_replication_slot('<slot>'); and run the same goal again"
        : "the server did not get through to the other one that the statement names: correct its"
            + " connection string, or what is said there";
  }

  /** Tells whether the driver went away because a script changed a setting that it needs. */
  static boolean isLeftByDriver(String state, String summary) {
    return state.startsWith("08")
        && (summary.contains("client_encoding") || summary.contains("DateStyle"));
  }

  /** Refusals that statements of the plugin raise. */
  private static Optional<String> afterOurs(String state) {
    return Optional.ofNullable(
        switch (state) {
          case Envelope.LOCK_LOST ->
              "leave pg_advisory_unlock_all() out, also out of functions and code that the script"
                  + " calls; pg_advisory_unlock(<key>) gives back a single lock";
          case ForeignKeySuspension.NOT_OURS ->
              "connect as a role that owns all of these tables, have it granted (GRANT <owner> TO"
                  + " <role>), or leave out foreign_keys=suspend";
          case TrashScript.NOT_KEPT ->
              "mend that, or let it go: leave out -Dsaascore.keep=trash and confirm the loss";
          case TrashScript.NOT_RESTORED ->
              "rename or drop what is in the way, and run the same goal again: it stays in the"
                  + " trash meanwhile";
          case ForeignKeySuspension.DANGLING ->
              "mend these rows in the script: add what they refer to, or change or delete them";
          case ForeignKeySuspension.ACTED ->
              "drop these constraints in a revision before this one and add them in one after it";
          case ForeignKeySuspension.FORGOTTEN ->
              "leave RESET ALL out of the script: the plugin resets what it has set";
          case ForeignKeySuspension.COLUMN_GONE ->
              "drop the constraint in the script as well: ALTER TABLE ... DROP CONSTRAINT ...";
          default -> null;
        });
  }

  /** What ended a query that is not part of any script, where it was a limit of the login. */
  static Optional<String> afterOwnQuery(String state) {
    return switch (state) {
      case "57014" -> Optional.of(loginLimit("statement_timeout", ", or a person,"));
      case "55P03" -> Optional.of(loginLimit("lock_timeout", ""));
      case TRANSACTION_TIMEOUT -> Optional.of(loginLimit("transaction_timeout", ""));
      default -> Optional.empty();
    };
  }

  private static String loginLimit(String setting, String orWho) {
    return """
    the %1$s of the role or the database%2$s ended a query of the plugin's own; who may be in its \
    way: SELECT pid, application_name, state, query FROM pg_stat_activity
    to give the role more time: ALTER ROLE <role> IN DATABASE <database> SET %1$s = '1min'
    or for this build alone, in a URL that leads to no pooler: options=-c%%20%1$s%%3D1min\
    """
        .formatted(setting, orWho);
  }

  /** Refusals of the server itself. */
  private static Optional<String> afterTheirs(String state, String summary, String routine) {
    return Optional.ofNullable(
        switch (state) {
          case "42703" ->
              isOurs(summary)
                  ? DAMAGED
                  : "check the name; if another revision adds the column, this one has to follow"
                      + " it: mvn saascore:history";
          case "42P01", "42883", "42704", "3F000" -> missingHint(summary, routine);
          case "42501" -> privilegeHint(summary, routine);
          case "55006" -> DatabaseInUse.hint(new Answer(state, routine, summary)).orElse(null);
          case "25006" ->
              "this is a standby or a read-only database: use the URL of the primary"
                  + " (-Dsaascore.url=..., or target_session_attrs=read-write in it); where it is a"
                  + " setting, mvn saascore:doctor has the command that takes it back";
          case "55P03", "40P01" ->
              "another session uses the table; see pg_stat_activity, or wait longer:"
                  + " -Dsaascore.lockTimeout=30s -Dsaascore.lockRetries=20";
          case "25001" ->
              routine.endsWith("_check_hook")
                  ? "leave it out: the transaction of a revision has begun before its first"
                      + " statement"
                  : "mark the section: -- saascore:upgrade transaction=none (alone in its"
                      + " revision)";
          case "2D000" ->
              "it commits or rolls back by itself: mark the section: -- saascore:upgrade"
                  + " transaction=none (alone in its revision)";
          case "22P05" ->
              "the encoding of the database lacks a character of this file: of a statement, its"
                  + " message, its name or its downgrade section, comments too; leave it out there,"
                  + " or work in a database with ENCODING 'UTF8'";
          case "22021" ->
              "these bytes are no UTF-8: an escape (E'\\x..') of the script, or, in a database"
                  + " without an encoding (SQL_ASCII), a name or text that it holds: mend it with"
                  + " psql, behind SET client_encoding = 'SQL_ASCII'";
          case "42P10" ->
              "ON CONFLICT needs a unique index on just these columns; where it stands in none of"
                  + " your statements: "
                  + DAMAGED;
          case "55P04" -> "use the new enum value in a later revision than the one that adds it";
          case "2BP01" ->
              """
              drop the dependent objects first, or say CASCADE in the script where losing them is meant
              where they are foreign keys alone, behind the marker: -- saascore:upgrade foreign_keys=suspend\
              """;
          case "53200" ->
              "the server's lock table is full: wait until other sessions hold fewer locks, split"
                  + " the revision, or raise max_locks_per_transaction";
          case "53100" -> "the server's disk is full: free space and run the same goal again";
          case "57014" ->
              "a statement_timeout or a person cancelled it: SET LOCAL statement_timeout = 0 at"
                  + " the top of the script lifts the limit for this revision";
          case "23505" ->
              summary.contains("saascore_event_pkey")
                  ? DAMAGED
                  : routine.startsWith("comparetup_index")
                      ? "the rows have duplicates: delete or change them, here or in a revision"
                          + " before this one, and run the same goal again"
                      : "rows that the script adds exist already: mend the data, or if the database"
                          + " is already as this revision makes it: mvn saascore:stamp"
                          + " -Dsaascore.target=<revision>";
          default -> null;
        });
  }

  private static boolean isOurs(String summary) {
    return StoreSql.TABLES.stream().anyMatch(summary::contains);
  }

  private static String missingHint(String summary, String routine) {
    if (Answer.isRoleMissing(routine)) {
      return "roles belong to the whole server: make it there first (CREATE ROLE, as a role that"
          + " may make some), or name one that exists";
    }
    if (isOurs(summary)) {
      return DAMAGED;
    }
    return "does it stand in another schema? See the search_path, name the schema in the script, or"
        + " set -Dsaascore.schema=<schema>";
  }

  private static String privilegeHint(String summary, String routine) {
    if (routine.equals(DatabaseInUse.ENDS_OTHERS)) {
      return "ask for the right to end the sessions of other roles: GRANT pg_signal_backend TO"
          + " <your role>; a superuser's sessions only a superuser ends";
    }
    if (summary.contains("session_replication_role")) {
      return "managed databases deny this setting; leave it out and write behind the marker:"
          + " -- saascore:upgrade foreign_keys=suspend";
    }
    if (summary.startsWith(SCHEMA_DENIED)) {
      return """
      ask its owner for: GRANT USAGE, CREATE ON SCHEMA %s TO <your role>
      or work in a schema of your own, which a role that may do so makes: -Dsaascore.schema=<schema>\
      """
          .formatted(summary.substring(SCHEMA_DENIED.length()));
    }
    return "connect as the owner of the object, or ask for: GRANT <owner> TO <your role>";
  }
}
