package io.github.saascore.postgres;

import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.script.FileDigest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The SQL that keeps our tables: pure text, so that a run sends and a plan prints the same.
 *
 * @param schema the schema of the tables; empty in a script that is written without a database, and
 *     then the first of the search path
 * @param run who runs, for the event log
 */
public record StoreSql(Optional<String> schema, RunInfo run) {
  /** The names of our tables. */
  public static final List<String> TABLES =
      List.of("saascore_revision", "saascore_event", "saascore_repeatable", ProtectionMark.TABLE);

  /** Returns the name of the table of applied revisions. */
  public String revisions() {
    return table("saascore_revision");
  }

  /** Returns the name of the event log. */
  public String events() {
    return table("saascore_event");
  }

  /** Returns the name of the table of repeatable scripts. */
  public String repeatables() {
    return table("saascore_repeatable");
  }

  /** Returns the statements that make our tables where they are missing. */
  public String bootstrap() {
    return Resources.text("store.sql")
        .replace("${revisions}", revisions())
        .replace("${events}", events())
        .replace("${repeatables}", repeatables());
  }

  /**
   * Returns the statement that makes the schema of our tables.
   *
   * <p>It is apart from {@link #bootstrap()} because even {@code IF NOT EXISTS} needs the right to
   * create schemas, which a role that owns just its schema lacks.
   */
  public String createSchema() {
    return schema.map(name -> "CREATE SCHEMA IF NOT EXISTS " + Quote.name(name) + ";\n").orElse("");
  }

  /**
   * Time since this message reached the server, or since the last event where several revisions
   * travel in one message, in milliseconds, as an SQL expression.
   */
  private String sinceMessage() {
    return "round(extract(epoch FROM clock_timestamp() - greatest(statement_timestamp(),\n"
        + "        (SELECT occurred_at FROM "
        + events()
        + " ORDER BY id DESC LIMIT 1))) * 1000)::bigint";
  }

  private String table(String name) {
    return schema.map(in -> Quote.name(in, name)).orElse(name);
  }

  /**
   * Returns the statement that records a revision as applied.
   *
   * @param elapsedMs what the revision took before the message with this statement was sent
   */
  public String applied(Recorded recorded, How how, long elapsedMs) {
    return insert(recorded, how, "applied", 0, elapsedMs + " + " + sinceMessage());
  }

  /** Returns the statement that records a revision as applied because somebody said so. */
  public String stamped(Recorded recorded) {
    return insert(recorded, How.STAMPED, "applied", 0, "0");
  }

  /** Returns the statement that marks a revision without a transaction as begun. */
  public String started(Recorded recorded) {
    return insert(recorded, How.UPGRADED, "started", 0, "0");
  }

  /**
   * Returns the statement that records a revision together with the one that does its work, or the
   * other way round.
   */
  public String recordedBeside(Recorded recorded, How how) {
    return insert(recorded, how, "applied", 0, "0");
  }

  private String insert(Recorded recorded, How how, String state, int step, String duration) {
    Revision revision = recorded.revision();
    boolean replaces = revision.isReplacement();
    return insertInto(
        revisions(),
        "revision, down_revision, depends_on, message, checksum, file_digest, how, duration_ms,"
            + " state, step, downgrade"
            + (replaces ? ", replaces" : ""),
        Quote.text(revision.id().value()),
        Quote.array(revision.parents()),
        Quote.array(revision.dependsOn()),
        Quote.text(revision.message()),
        nullable(recorded.checksum()),
        digest(recorded),
        Quote.text(how.stored()),
        duration,
        Quote.text(state),
        Integer.toString(step),
        nullable(recorded.downgrade()) + (replaces ? ", " + Quote.array(revision.replaces()) : ""));
  }

  /**
   * Joined, not formatted: {@code String.format} looks for its places by a pattern and asks for a
   * locale's digits, which took half a second of processor time in a run of 1,000 revisions.
   */
  private static String insertInto(String table, String columns, String... values) {
    return "INSERT INTO "
        + table
        + " ("
        + columns
        + ")\nVALUES ("
        + String.join(", ", values)
        + ");\n";
  }

  /** Returns the statement that makes a row say of its revision what the file says now. */
  public String accepted(Recorded recorded) {
    Revision revision = recorded.revision();
    return """
    UPDATE %s
       SET down_revision = %s, depends_on = %s, message = %s, checksum = %s,
           file_digest = %s, downgrade = %s
     WHERE revision = %s;
    """
        .formatted(
            revisions(),
            Quote.array(revision.parents()),
            Quote.array(revision.dependsOn()),
            Quote.text(revision.message()),
            nullable(recorded.checksum()),
            digest(recorded),
            nullable(recorded.downgrade()),
            Quote.text(revision.id().value()));
  }

  /**
   * Returns the statement that marks a revision as one whose downgrade has begun.
   *
   * @param downgrade the section that runs, kept so that it can be finished whatever becomes of the
   *     file
   */
  public String undoing(RevisionId id, Optional<String> downgrade) {
    return """
    UPDATE %s SET state = 'undoing', step = 0, ran = NULL, running = NULL,
           downgrade = coalesce(%s, downgrade)
     WHERE revision = %s;
    """
        .formatted(revisions(), nullable(downgrade), Quote.text(id.value()));
  }

  /** Returns the statement that says how far a started revision has come. */
  public String progress(RevisionId id, Progress progress) {
    return "UPDATE %s SET step = %d, ran = %s, running = %s WHERE revision = %s;%n"
        .formatted(
            revisions(),
            progress.step(),
            Quote.text(progress.ran()),
            nullable(progress.running().map(Begun::kept)),
            Quote.text(id.value()));
  }

  /** Returns the statement that makes a revision whole again whose downgrade has not begun. */
  public String notUndone(RevisionId id) {
    return """
    UPDATE %s SET state = 'applied', step = 0, ran = NULL, running = NULL WHERE revision = %s;
    """
        .formatted(revisions(), Quote.text(id.value()));
  }

  /** Returns the statement that ends a started revision. */
  public String finished(RevisionId id, long elapsedMs) {
    return """
    UPDATE %s SET state = 'applied', duration_ms = %d, applied_at = clock_timestamp(),
           ran = NULL, running = NULL
     WHERE revision = %s;
    """
        .formatted(revisions(), elapsedMs, Quote.text(id.value()));
  }

  /** Returns the statement that takes a revision out of the applied ones. */
  public String forgotten(RevisionId id) {
    return "DELETE FROM %s WHERE revision = %s;%n".formatted(revisions(), Quote.text(id.value()));
  }

  /** Returns the statement that takes several revisions out of the applied ones. */
  public String forgotten(Collection<RevisionId> ids) {
    return "DELETE FROM %s WHERE revision = ANY (%s);%n".formatted(revisions(), Quote.array(ids));
  }

  /** Returns the statement that records that a repeatable script has run in this form. */
  public String repeated(String name, String checksum, long elapsedMs) {
    return """
    INSERT INTO %s AS r (name, checksum, duration_ms)
    VALUES (%s, %s, %s)
    ON CONFLICT (name) DO UPDATE
      SET checksum = excluded.checksum, duration_ms = excluded.duration_ms,
          applied_at = clock_timestamp(), applied_by = current_user;
    """
        .formatted(
            repeatables(),
            Quote.text(name),
            Quote.text(checksum),
            elapsedMs + " + " + sinceMessage());
  }

  /**
   * Returns the statement that makes every repeatable script run again after the next upgrade.
   *
   * <p>A downgrade may have dropped what such a script makes.
   */
  public String forgetRepeatables() {
    return "DELETE FROM " + repeatables() + ";\n";
  }

  /** Returns the statement that appends a line about something that went well. */
  public String event(String what, String subject, long elapsedMs) {
    return event(what, subject, "ok", elapsedMs + " + " + sinceMessage(), Optional.empty());
  }

  /** Returns the statement that appends a line about something that failed. */
  public String failure(String what, String subject, String error) {
    return event(what, subject, "failed", "NULL", Optional.of(error));
  }

  private String event(
      String what, String subject, String outcome, String duration, Optional<String> error) {
    return insertInto(
        events(),
        "run_id, client, plugin_version, what, revision, outcome, duration_ms, error",
        Quote.text(run.id()),
        Quote.text(run.client()),
        Quote.text(run.pluginVersion()),
        Quote.text(what),
        Quote.text(subject),
        Quote.text(outcome),
        duration,
        nullable(error));
  }

  private static String digest(Recorded recorded) {
    return recorded.digest().map(digest -> Long.toString(digest.bits())).orElse("NULL");
  }

  private static String nullable(Optional<String> value) {
    return value.map(Quote::text).orElse("NULL");
  }

  /**
   * What is kept of a revision beside the fact that it is applied.
   *
   * @param revision its id, parents, dependencies and message
   * @param checksum the checksum of its file; empty without a file
   * @param digest what the bytes of its file come to; empty without a file
   * @param downgrade its downgrade section as it is in the file; empty without one
   */
  public record Recorded(
      Revision revision,
      Optional<String> checksum,
      Optional<FileDigest> digest,
      Optional<String> downgrade) {}
}
