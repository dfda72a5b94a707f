package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.engine.Finding.Level;
import io.github.saascore.postgres.Checkup;
import io.github.saascore.postgres.Checkup.Sign;
import io.github.saascore.postgres.Pooling;
import io.github.saascore.postgres.ServerFacts;
import io.github.saascore.postgres.Symptom;
import io.github.saascore.postgres.Vitals;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be made on a test server at will is judged from values. */
class FindingsTest {
  @ParameterizedTest
  @CsvSource({
    "18, 2026-11, OK, 'PostgreSQL x, gets fixes until November 2030'",
    "15, 2026-11, OK, 'PostgreSQL x, gets fixes until November 2027'",
    "15, 2026-12, WARN, PostgreSQL x gets fixes only until November 2027",
    "14, 2026-11, WARN, PostgreSQL x gets fixes only until November 2026",
    "14, 2026-12, BAD, PostgreSQL x gets no more fixes since November 2026",
    "13, 2024-01, BAD, PostgreSQL x; this plugin is made for 14 and later"
  })
  void versionsAreJudgedByTheirAge(int major, YearMonth today, Level level, String text) {
    Finding finding = ServerCheck.version("x", major, today);
    assertThat(finding.level()).isEqualTo(level);
    assertThat(finding.text()).isEqualTo(text);
    assertThat(finding.command().isPresent()).isEqualTo(level != Level.OK);
  }

  @Test
  void wornServersAreSeen() {
    Vitals worn =
        new Vitals(
            new Vitals.Role("app", "app", true, true, true, "app", true),
            Map.of(),
            new Vitals.Schema(Optional.of("app"), Optional.empty(), false),
            new Vitals.Room(100, 3, 97, -1, 50, -1, 50, 10, 0, 1_200),
            new Vitals.Habits(
                "LATIN1",
                "C",
                Optional.of("2.31"),
                "Europe/Berlin",
                false,
                true,
                "default",
                Instant.parse("2026-11-22T12:00:00Z")),
            new Vitals.Writing(true, "default"));
    assertThat(ServerCheck.of(facts(true, true), Pooling.TRANSACTION, worn))
        .extracting(finding -> finding.level() + " " + finding.topic() + ": " + finding.text())
        .containsExactly(
            "OK server: PostgreSQL 18.6, gets fixes until November 2030",
            "WARN connection: goes through a proxy or pooler; transaction=none cannot run there",
            "BAD server: takes no writes: it is a standby",
            "BAD connections: 0 free for us of 100 (97 in use, 3 reserved)",
            "WARN locks: max_locks_per_transaction 10: 1,000 locks in all, for 1,200 tables",
            "WARN encoding: LATIN1: characters of UTF-8 files that it lacks are refused",
            "BAD collation: made with version 2.31, another is installed now: indexes on texts may"
                + " be wrong",
            "WARN time zone: Europe/Berlin, taken from this machine: times without a zone in"
                + " scripts mean it");
  }

  @Test
  void limitsOfADatabaseCount() {
    assertThat(new Vitals.Room(100, 3, 10, 20, 18, -1, 1, 64, 0, 0).free()).isEqualTo(2);
    assertThat(new Vitals.Room(100, 3, 10, 20, 18, 1, 1, 64, 0, 0).free()).isZero();
    assertThat(new Vitals.Room(100, 3, 10, -1, 18, -1, 1, 64, 0, 0).free()).isEqualTo(87);
  }

  @Test
  void transactionsAreWorseTheLongerTheyLast() {
    Checkup checkup =
        new Checkup(
            List.of(
                sign(Symptom.LONG_TRANSACTION, "pid 1", 61),
                sign(Symptom.LONG_TRANSACTION, "pid 2", 600),
                sign(Symptom.PREPARED_TRANSACTION, "it's", 900_000)),
            Map.of());
    assertThat(ObjectsCheck.of(facts(false, false), checkup))
        .filteredOn(finding -> finding.level() != Level.OK)
        .extracting(finding -> finding.level() + " " + finding.text())
        .containsExactly(
            "WARN pid 1 (more) open for 61 s; DDL queues behind it",
            "BAD pid 2 (more) open for 10 min; DDL queues behind it",
            "BAD transaction 'it's' (more) since 250 h; it holds its locks even over a restart");
  }

  @Test
  void manyOfAKindAreCapped() {
    List<Sign> signs =
        IntStream.range(0, 17).mapToObj(i -> sign(Symptom.NOT_VALID, "c" + i, 0)).toList();
    assertThat(ObjectsCheck.of(facts(false, false), new Checkup(signs, Map.of())))
        .filteredOn(finding -> finding.topic().equals("constraints"))
        .hasSize(6)
        .last()
        .extracting(Finding::text)
        .isEqualTo("and 12 more");
  }

  private static Sign sign(Symptom symptom, String name, long amount) {
    return new Sign(
        symptom, name, "more", Optional.empty(), Optional.of("MEND " + name + ";"), amount);
  }

  private static ServerFacts facts(boolean proxied, boolean readOnly) {
    return new ServerFacts(
        "18.6",
        180_006,
        1,
        proxied,
        "app",
        "app",
        readOnly,
        "public",
        true,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
