package io.github.saascore.postgres;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.script.FileDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Reads what our tables hold; a database without them reads as empty. */
public final class Store {
  /** Tables that were made before the first release lack it. */
  private static final String DIGEST = "file_digest";

  private final Session session;
  private final StoreSql sql;

  /** Reads over this session. */
  public Store(Session session, StoreSql sql) {
    this.session = session;
    this.sql = sql;
  }

  /** Returns all applied and started revisions, oldest first. */
  public List<AppliedRevision> revisions() {
    // Ids hold no commas, so one text per array spares the driver an array parser per row.
    List<AppliedRevision> rows =
        rows(
            """
            SELECT revision, array_to_string(down_revision, ',') AS down,
                   array_to_string(depends_on, ',') AS depends, message, checksum, how,
                   (extract(epoch FROM applied_at) * 1000000)::bigint AS applied_us,
                   applied_by, duration_ms, state, step, array_to_string(replaces, ',') AS replaced,
                   %s
              FROM %s ORDER BY applied_at, revision
            """
                .formatted(DIGEST, sql.revisions()),
            this::checked);
    Set<RevisionId> seen = new HashSet<>();
    rows.forEach(
        row -> requireOnce(seen.add(row.revision().id()), row.revision().id(), sql.revisions()));
    return rows;
  }

  /** Columns by number: the driver looks for a name in a map, 13 times a row. */
  private static AppliedRevision revision(ResultSet row) throws SQLException {
    return new AppliedRevision(
        new Revision(
            new RevisionId(row.getString(1)),
            list(row.getString(2)).stream().map(RevisionId::new).toList(),
            list(row.getString(3)),
            List.of(),
            Objects.requireNonNull(row.getString(4)),
            list(row.getString(12)).stream().map(RevisionId::new).toList()),
        Optional.ofNullable(row.getString(5)),
        digest(row),
        How.of(row.getString(6)),
        instant(row.getLong(7)),
        Objects.requireNonNull(row.getString(8)),
        row.getLong(9),
        AppliedRevision.State.valueOf(row.getString(10).toUpperCase(Locale.ROOT)),
        row.getInt(11));
  }

  private static Optional<FileDigest> digest(ResultSet row) throws SQLException {
    long bits = row.getLong(13);
    return row.wasNull() ? Optional.empty() : Optional.of(new FileDigest(bits));
  }

  /** Microseconds since 1970 spare the driver its calendar for every row. */
  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static List<String> list(String joined) {
    return joined.isEmpty() ? List.of() : Arrays.asList(joined.split(",", -1));
  }

  /** Returns the stored downgrade sections of these revisions, as far as there are any. */
  public Map<RevisionId, String> downgrades(List<RevisionId> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    return keyed(
        sql.revisions(),
        "SELECT revision, downgrade FROM %s WHERE downgrade IS NOT NULL AND revision = ANY (%s)"
            .formatted(sql.revisions(), Quote.array(ids)),
        row -> Map.entry(new RevisionId(row.getString(1)), row.getString(2)));
  }

  /** Returns how far each revision came that was left in the middle. */
  public Map<RevisionId, Progress> unfinished() {
    return keyed(
        sql.revisions(),
        "SELECT revision, step, coalesce(ran, ''), running FROM %s WHERE state <> 'applied'"
            .formatted(sql.revisions()),
        row ->
            Map.entry(
                new RevisionId(row.getString(1)),
                new Progress(
                    row.getInt(2),
                    row.getString(3),
                    Optional.ofNullable(row.getString(4)).map(Begun::stored))));
  }

  /** Returns the checksum with which each repeatable script last ran, by its name. */
  public Map<String, String> repeatables() {
    return keyed(
        sql.repeatables(),
        "SELECT name, checksum FROM " + sql.repeatables(),
        row -> Map.entry(row.getString(1), row.getString(2)));
  }

  private <K, V> Map<K, V> keyed(
      String table, String select, Session.RowMapper<Map.Entry<K, V>> mapper) {
    Map<K, V> map = new HashMap<>();
    for (Map.Entry<K, V> entry : rows(select, mapper)) {
      requireOnce(!map.containsKey(entry.getKey()), entry.getKey(), table);
      map.put(entry.getKey(), entry.getValue());
    }
    return map;
  }

  /** Of two rows nobody knows which is true: what they say may run twice, or never. */
  private static void requireOnce(boolean first, Object key, String table) {
    if (!first) {
      throw Problem.of(Code.MISSING_OBJECT, "'" + key + "' has several rows in one of our tables")
          .at(table)
          .because("its primary key is missing: the version tables are not as the plugin made them")
          .hint(SqlHints.DAMAGED)
          .asException();
    }
  }

  /** A build beside may have dropped our tables since the session looked. */
  private <T> List<T> rows(String select, Session.RowMapper<T> mapper) {
    try {
      return session.query(select, mapper);
    } catch (SaascoreException e) {
      if (e.problem().code() != Code.MISSING_OBJECT) {
        throw e;
      }
      if (!isStillThere()) {
        return List.of();
      }
      throw e.problem().summary().contains(DIGEST) ? otherVersion(e) : damaged(e);
    }
  }

  private SaascoreException otherVersion(SaascoreException e) {
    Problem problem =
        Problem.of(Code.MISSING_OBJECT, "the version tables are those of another plugin version")
            .at(sql.revisions())
            .because(e.problem().summary())
            .hint(
                "add what is missing, nothing else changes: ALTER TABLE "
                    + sql.revisions()
                    + " ADD COLUMN "
                    + DIGEST
                    + " bigint;\nor use the plugin version that made them");
    return new SaascoreException(problem, e);
  }

  private SaascoreException damaged(SaascoreException e) {
    return new SaascoreException(
        e.problem()
            .at(sql.revisions())
            .because("the version tables are not as the plugin made them")
            .hint(SqlHints.DAMAGED),
        e);
  }

  /** Somebody wrote a row by hand that no run would have written. */
  private AppliedRevision checked(ResultSet row) throws SQLException {
    String id = row.getString(1);
    try {
      return revision(row);
    } catch (SaascoreException | IllegalArgumentException | NullPointerException e) {
      Problem problem =
          Problem.of(Code.BAD_IDENTIFIER, "the row of '%s' is none of ours".formatted(id))
              .at(sql.revisions())
              .because(
                  e instanceof SaascoreException ours
                      ? ours.problem().summary()
                      : e instanceof NullPointerException ? "a value is missing" : e.getMessage())
              .hint(
                  "correct what was written there by hand, or take the row away: DELETE FROM "
                      + sql.revisions()
                      + (id == null ? " WHERE revision IS NULL;" : " WHERE revision = ")
                      + (id == null ? "" : Quote.text(id) + ";"));
      throw new SaascoreException(problem, e);
    }
  }

  private boolean isStillThere() {
    session.lookAgain();
    return session.facts().storeExists();
  }
}
