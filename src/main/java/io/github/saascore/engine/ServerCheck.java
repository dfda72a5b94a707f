package io.github.saascore.engine;

import io.github.saascore.postgres.Connections;
import io.github.saascore.postgres.Pooling;
import io.github.saascore.postgres.Quote;
import io.github.saascore.postgres.ServerFacts;
import io.github.saascore.postgres.Vitals;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Judges the server: its version, the way to it, what it has left, how it reads texts. */
final class ServerCheck {
  private static final String SERVER = "server";
  private static final String CONNECTIONS = "connections";
  private static final String READ_ONLY = "default_transaction_read_only";
  private static final int LATE_MONTHS = 12;
  private static final int DEFAULT_LOCKS = 64;
  private static final int FEW_CONNECTIONS = 5;
  private static final int NO_CONNECTIONS = 1;

  private ServerCheck() {}

  /** Returns a line on each subject. */
  static List<Finding> of(ServerFacts facts, Pooling pooling, Vitals vitals) {
    List<Finding> findings = new ArrayList<>();
    LocalDate today = LocalDate.ofInstant(vitals.habits().now(), ZoneOffset.UTC);
    findings.add(version(facts.version(), facts.versionNumber() / 10_000, YearMonth.from(today)));
    findings.add(way(pooling));
    if (facts.readOnly()) {
      findings.add(readOnly(facts, vitals));
    }
    findings.add(connections(facts, vitals));
    findings.add(locks(vitals));
    findings.add(texts(facts, vitals));
    collation(facts.database(), vitals).ifPresent(findings::add);
    findings.add(times(vitals.habits()));
    return findings;
  }

  /**
   * A major version is maintained until November of its year plus five
   * (https://www.postgresql.org/support/versioning/); version 14 came in 2021.
   */
  static Finding version(String version, int major, YearMonth today) {
    YearMonth end = YearMonth.of(2012 + major, 11);
    String name = "PostgreSQL " + version;
    String upgrade = "plan the move to a newer major version: pg_upgrade, or your provider's way";
    if (major < Connections.OLDEST_SUPPORTED) {
      String text = "%s; this plugin is made for %d and later";
      return Finding.bad(SERVER, text.formatted(name, Connections.OLDEST_SUPPORTED)).mend(upgrade);
    }
    if (today.isAfter(end)) {
      return Finding.bad(SERVER, name + " gets no more fixes since " + month(end)).mend(upgrade);
    }
    return today.plusMonths(LATE_MONTHS).isAfter(end)
        ? Finding.warn(SERVER, name + " gets fixes only until " + month(end)).mend(upgrade)
        : Finding.ok(SERVER, name + ", gets fixes until " + month(end));
  }

  private static String month(YearMonth month) {
    return "November " + month.getYear();
  }

  private static Finding way(Pooling pooling) {
    return switch (pooling) {
      case NONE -> Finding.ok("connection", "direct, no pooler in between");
      case SESSION ->
          Finding.ok(
              "connection", "goes through a proxy or pooler for sessions; everything works there");
      case TRANSACTION ->
          Finding.warn(
                  "connection", "goes through a proxy or pooler; transaction=none cannot run there")
              .mend("use the direct URL for migrations: -Dsaascore.url=... (or DIRECT_URL)");
    };
  }

  private static Finding readOnly(ServerFacts facts, Vitals vitals) {
    if (vitals.writing().standby()) {
      return Finding.bad(SERVER, "takes no writes: it is a standby")
          .mend("use the URL of the primary: -Dsaascore.url=...");
    }
    String mend = reset(READ_ONLY, "off", vitals.writing().readOnlyFrom(), facts, vitals);
    // A session that begins read-only would refuse it; ALTER SYSTEM writes to no database.
    String reset = " RESET " + READ_ONLY + ";";
    return Finding.bad(SERVER, "takes no writes: %s is on".formatted(READ_ONLY))
        .mend(
            mend.contains(reset)
                ? "BEGIN READ WRITE; " + mend.replace(reset, reset + " COMMIT;")
                : mend);
  }

  /** Returns what takes a setting back, where it was made. */
  private static String reset(
      String setting, String wanted, String from, ServerFacts facts, Vitals vitals) {
    String database = Quote.name(facts.database());
    String login = Quote.name(vitals.role().login());
    return switch (from) {
      case "client" -> "take " + setting + " out of the options of the URL, or of PGOPTIONS";
      case "database" -> vitals.byOwner("ALTER DATABASE %s RESET %s;".formatted(database, setting));
      case "user" -> "ALTER ROLE %s RESET %s;".formatted(login, setting);
      case "database user" ->
          "ALTER ROLE %s IN DATABASE %s RESET %s;".formatted(login, database, setting);
      case "global" -> vitals.bySuperuser("ALTER ROLE ALL RESET %s;".formatted(setting));
      case "command line" -> "take %s out of the command line of the server".formatted(setting);
      default ->
          vitals.bySuperuser(
              "ALTER SYSTEM SET %s = %s; SELECT pg_reload_conf();".formatted(setting, wanted));
    };
  }

  private static Finding connections(ServerFacts facts, Vitals vitals) {
    Vitals.Room room = vitals.room();
    String text =
        "%d free for us of %d (%d in use, %d reserved)%s"
            .formatted(
                Math.max(room.free(), 0),
                room.maxConnections(),
                room.usedConnections(),
                room.reserved(),
                limits(room));
    if (room.free() >= FEW_CONNECTIONS) {
      return Finding.ok(CONNECTIONS, text);
    }
    Finding finding =
        room.free() < NO_CONNECTIONS
            ? Finding.bad(CONNECTIONS, text)
            : Finding.warn(CONNECTIONS, text);
    return finding.mend(moreConnections(facts, vitals));
  }

  private static String limits(Vitals.Room room) {
    String database =
        room.databaseLimit() < 0
            ? ""
            : "; the database may have %d, %d in use"
                .formatted(room.databaseLimit(), room.databaseUsed());
    String role =
        room.roleLimit() < 0
            ? ""
            : "; our login may have %d, %d in use".formatted(room.roleLimit(), room.roleUsed());
    return database + role;
  }

  /** Returns what mends the limit that is reached first. */
  private static String moreConnections(ServerFacts facts, Vitals vitals) {
    String limit = "ALTER %s %s CONNECTION LIMIT -1;";
    if (vitals.room().free() == vitals.room().freeOfRole()) {
      return vitals.bySuperuser(limit.formatted("ROLE", Quote.name(vitals.role().login())));
    }
    return vitals.room().free() == vitals.room().freeOfDatabase()
        ? vitals.byOwner(limit.formatted("DATABASE", Quote.name(facts.database())))
        : "close idle sessions: SELECT pid, usename, application_name, state_change FROM"
            + " pg_stat_activity WHERE state = 'idle' ORDER BY state_change;";
  }

  private static Finding locks(Vitals vitals) {
    Vitals.Room room = vitals.room();
    String text =
        String.format(
            Locale.ROOT,
            "max_locks_per_transaction %d: %,d locks in all, for %,d tables",
            room.locksPerTransaction(),
            room.locks(),
            room.tables());
    return room.locksPerTransaction() < DEFAULT_LOCKS
        ? Finding.warn("locks", text)
            .mend(
                vitals.bySuperuser("ALTER SYSTEM SET max_locks_per_transaction = 64;")
                    + " -- and restart the server")
        : Finding.ok("locks", text);
  }

  private static Finding texts(ServerFacts facts, Vitals vitals) {
    Vitals.Habits habits = vitals.habits();
    if (!habits.encoding().equals("UTF8")) {
      return Finding.warn(
              "encoding",
              habits.encoding() + ": characters of UTF-8 files that it lacks are refused")
          .mend(inUtf8(facts.database(), vitals) + " -- and move the data");
    }
    return habits.standardStrings()
        ? Finding.ok("encoding", "UTF8")
        : Finding.warn("encoding", "UTF8, but a backslash in a plain literal is an escape")
            .mend(reset("standard_conforming_strings", "on", habits.stringsFrom(), facts, vitals));
  }

  /**
   * The locale of the template may be one for another encoding, which the server refuses (manual:
   * CREATE DATABASE, Notes); LOCALE would be a language for ICU, too.
   */
  private static String inUtf8(String database, Vitals vitals) {
    boolean may = vitals.rights().getOrDefault(Vitals.Right.CREATE_DATABASE, false);
    String locale = Quote.text(vitals.habits().utf8Locale());
    String make =
        "CREATE DATABASE %s%s ENCODING 'UTF8' LC_COLLATE %s LC_CTYPE %s TEMPLATE template0;"
            .formatted(
                Quote.name(database + "_utf8"),
                may ? "" : " OWNER " + Quote.name(vitals.role().databaseOwner()),
                locale,
                locale);
    return may ? make : vitals.bySuperuser(make);
  }

  private static Optional<Finding> collation(String database, Vitals vitals) {
    return vitals
        .habits()
        .collationVersion()
        .map(
            version ->
                Finding.bad(
                        "collation",
                        "made with version "
                            + version
                            + ", another is installed now: indexes on texts may be wrong")
                    .mend(
                        vitals.byOwner(
                            "REINDEX DATABASE %1$s; ALTER DATABASE %1$s REFRESH COLLATION VERSION;"
                                .formatted(Quote.name(database)))));
  }

  private static Finding times(Vitals.Habits habits) {
    return habits.utc()
        ? Finding.ok("time zone", habits.timeZone())
        : Finding.warn(
                "time zone",
                habits.timeZone()
                    + ", taken from this machine: times without a zone in scripts mean it")
            .mend("mkdir -p .mvn && echo ' -Duser.timezone=UTC' >> .mvn/jvm.config");
  }
}
