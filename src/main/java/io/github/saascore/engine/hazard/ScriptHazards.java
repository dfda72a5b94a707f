package io.github.saascore.engine.hazard;

import io.github.saascore.engine.hazard.Observation.Frame;
import io.github.saascore.postgres.SqlProblems;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Statements that fail, do nothing, or get in the way of others of their transaction. */
final class ScriptHazards implements Detector {
  private static final String IN_TRANSACTION = "25001";
  private static final String NULL_VALUE = "23502";
  private static final String TRUNCATED_NAME = "42622";
  private static final Set<String> EXISTS = Set.of("42P07", "42701", "42710", "42P06", "42723");

  /** The server's function that finds a column twice in SET; its SQLSTATE is any syntax error's. */
  private static final String TWICE_IN_SET = "process_matched_tle";

  private static final Pattern IF_NOT_EXISTS =
      Pattern.compile("^[^(]*?\\bif\\s+not\\s+exists\\b", Pattern.CASE_INSENSITIVE);

  static final Rule FAILS =
      Rule.error(
          "statement-fails",
          Family.SCRIPT,
          "The server refuses the statement, as it will on every database.",
          "mend the statement, or the revision that should have made what it needs");

  static final Rule IN_A_TRANSACTION =
      Rule.error(
          "concurrently-in-transaction",
          Family.SCRIPT,
          "The server refuses the statement inside of a transaction.",
          "put it into a revision of its own, below '-- saascore:upgrade transaction=none'");

  static final Rule TWICE =
      Rule.error(
          "duplicate-column",
          Family.SCRIPT,
          "The server refuses a statement that names a column twice.",
          "name each column once");

  static final Rule LONG_NAME =
      Rule.warn(
          "identifier-too-long",
          Family.SCRIPT,
          "The server cuts names behind 63 bytes, so that what the script names is not what is"
              + " made.",
          "a shorter name");

  static final Rule SKIPPED =
      Rule.warn(
          "if-not-exists-skipped",
          Family.SCRIPT,
          "The statement does nothing: an earlier revision has made an object of this name, which"
              + " may be another than this one.",
          "take the statement out, or change the object with ALTER");

  static final Rule NO_TIMEOUT =
      Rule.warn(
          "lock-timeout-off",
          Family.LOCKS,
          "The script takes off the limit for waits: while it waits for a table, everybody queues"
              + " behind it without end.",
          "leave lock_timeout as it is: -Dsaascore.lockTimeout sets it for all revisions");

  static final Rule LONG_UNDER_LOCK =
      Rule.warn(
          "long-statement-under-lock",
          Family.LOCKS,
          "A table that an earlier statement of the transaction has locked stays locked while all"
              + " of a table is read or written.",
          "put the statement into a revision of its own");

  static final Rule UNDER_LOCK =
      Rule.optional(
          "statement-while-holding-access-exclusive",
          Family.LOCKS,
          "A table that an earlier statement of the transaction has locked against reads stays"
              + " locked for the time of this statement too.",
          "put the statement into a revision of its own");

  static final Rule SEVERAL =
      Rule.optional(
          "multiple-alter-table",
          Family.STYLE,
          "Two statements change the same table; where they read or write all of it, they do so"
              + " twice.",
          "ALTER TABLE {table} with both actions, separated by a comma");

  static final Rule NOT_TOLERANT =
      Rule.optional(
          "missing-if-not-exists",
          Family.STYLE,
          "The statement fails where the object exists already.",
          "CREATE ... IF NOT EXISTS; or leave it to -Dsaascore.existing");

  @Override
  public List<Rule> rules() {
    return List.of(
        FAILS,
        IN_A_TRANSACTION,
        TWICE,
        LONG_NAME,
        SKIPPED,
        NO_TIMEOUT,
        LONG_UNDER_LOCK,
        UNDER_LOCK,
        SEVERAL,
        NOT_TOLERANT);
  }

  @Override
  public Stream<Found> find(Scene scene) {
    return Stream.of(
            scene.observation().refusal().map(error -> refused(scene, error)).stream(),
            notices(scene),
            timeout(scene),
            underLock(scene),
            several(scene),
            notTolerant(scene))
        .flatMap(found -> found);
  }

  private static Found refused(Scene scene, Refusal error) {
    if (error.state().equals(IN_TRANSACTION) && scene.observation().frame() == Frame.SECTION) {
      return Found.of(IN_A_TRANSACTION, error.message());
    }
    boolean inSet = error.state().equals("42601") && error.routine().equals(TWICE_IN_SET);
    if (inSet || (error.state().equals("42701") && !scene.says("alter"))) {
      return Found.of(TWICE, error.message());
    }
    boolean column =
        scene.observation().statement().shape().creates().stream()
            .anyMatch(creation -> creation.kind().equals("column"));
    if (error.state().equals(NULL_VALUE) && column) {
      return Found.of(ColumnHazards.REQUIRED, error.message());
    }
    Found fails = Found.of(FAILS, error.message() + " (SQLSTATE " + error.state() + ")");
    // What no revision has made may be in the database all the same.
    return SqlProblems.missing(error.state()) ? fails.only(Severity.WARN) : fails;
  }

  private static Stream<Found> notices(Scene scene) {
    return scene.observation().notices().stream()
        .flatMap(
            notice -> {
              if (notice.state().equals(TRUNCATED_NAME)) {
                return Stream.of(Found.of(LONG_NAME, notice.message()));
              }
              return EXISTS.contains(notice.state())
                  ? Stream.of(Found.of(SKIPPED, notice.message()))
                  : Stream.empty();
            });
  }

  private static Stream<Found> timeout(Scene scene) {
    boolean off =
        scene.observation().after().lockTimeout().equals("0")
            && !scene.observation().before().lockTimeout().equals("0");
    return off ? Stream.of(Found.of(NO_TIMEOUT, "lock_timeout is 0 from here on")) : Stream.empty();
  }

  private static Stream<Found> underLock(Scene scene) {
    if (scene.says("set") || scene.says("reset") || scene.observation().refusal().isPresent()) {
      return Stream.empty();
    }
    Map<Long, LockMode> held =
        scene.observation().before().locks().keySet().stream()
            .filter(scene::existed)
            .filter(oid -> scene.before().relations().get(oid).hasRows())
            .filter(oid -> scene.observation().held(oid).filter(LockMode::blocksWrites).isPresent())
            .collect(Collectors.toMap(oid -> oid, oid -> scene.observation().held(oid).get()));
    boolean reads =
        Stream.concat(scene.scans().keySet().stream(), scene.rewritten().stream())
            .anyMatch(scene::existed);
    Stream<Found> all =
        held.entrySet().stream()
            .filter(lock -> lock.getValue().blocksReads())
            .map(Map.Entry::getKey)
            .sorted()
            .limit(1)
            .map(oid -> scene.on(UNDER_LOCK, oid, scene.name(oid) + " is still locked"));
    Stream<Found> slow =
        held.keySet().stream()
            .sorted()
            .limit(reads ? 1 : 0)
            .map(
                oid ->
                    scene.on(
                        LONG_UNDER_LOCK,
                        oid,
                        "%s stays locked (%s) while %s"
                            .formatted(scene.name(oid), held.get(oid).words(), read(scene))));
    return Stream.concat(all, slow);
  }

  private static String read(Scene scene) {
    return scene.rewritten().stream()
        .filter(scene::existed)
        .filter(oid -> scene.before().relations().get(oid).hasRows())
        .findFirst()
        .map(oid -> scene.name(oid) + " is written anew")
        .or(
            () ->
                scene.scans().keySet().stream()
                    .filter(scene::existed)
                    .findFirst()
                    .map(oid -> "all of " + scene.name(oid) + " is read"))
        .orElse("an index is built");
  }

  private static Stream<Found> several(Scene scene) {
    return altered(scene).stream()
        .filter(table -> scene.earlier().stream().anyMatch(one -> altered(one).contains(table)))
        .map(table -> scene.on(SEVERAL, table, scene.name(table) + " is altered a second time"));
  }

  /** Returns the existing tables that an ALTER TABLE changes whose actions could be combined. */
  private static Set<Long> altered(Scene scene) {
    String sql = scene.observation().statement().sql().toLowerCase(Locale.ROOT);
    boolean alone =
        Stream.of(" rename ", " attach ", " detach ", " set schema ").anyMatch(sql::contains);
    if (!scene.says("alter table") || alone) {
      return Set.of();
    }
    String name = scene.tableName();
    return scene.before().relations().values().stream()
        .filter(table -> table.isTable() && scene.existed(table.oid()))
        .filter(table -> table.name().equals(name) || table.bareName().equals(name))
        .map(Catalog.Relation::oid)
        .collect(Collectors.toSet());
  }

  private static Stream<Found> notTolerant(Scene scene) {
    boolean creates = scene.says("create table") || scene.says("create index");
    return creates
            && scene.observation().refusal().isEmpty()
            && !IF_NOT_EXISTS.matcher(scene.observation().statement().sql()).find()
        ? Stream.of(Found.of(NOT_TOLERANT, "no IF NOT EXISTS"))
        : Stream.empty();
  }
}
