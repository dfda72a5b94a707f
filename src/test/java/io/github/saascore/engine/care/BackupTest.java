package io.github.saascore.engine.care;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.saascore.engine.Confirmation;
import io.github.saascore.engine.Event;
import io.github.saascore.engine.Scenario;
import io.github.saascore.engine.care.Backup.Mode;
import io.github.saascore.postgres.ConnectionSettings;
import io.github.saascore.postgres.HostPort;
import io.github.saascore.postgres.PgDump;
import io.github.saascore.postgres.Secret;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.testing.Older;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import io.github.saascore.testing.WholeState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A backup before data goes, with the pg_dump of this machine, on the older server. */
@ExtendWith(PostgresExtension.class)
class BackupTest {
  private static final Confirmation NOBODY = new Confirmation(Optional.empty());

  @TempDir Path directory;
  @TempDir Path backups;
  private TestDatabase db;
  private Scenario scenario;

  @BeforeEach
  void start(@Older TestDatabase database) {
    db = database;
    scenario = new Scenario(directory, db);
  }

  private static PgDump requirePgDump(int server) {
    Optional<PgDump> found = PgDump.find(Optional.empty());
    assumeTrue(found.isPresent(), "pg_dump is not on the path");
    assumeTrue(found.get().fits(server), "pg_dump " + found.get().version() + " is too old");
    return found.get();
  }

  private Backup.Options options(TestDatabase database, Mode mode, Optional<Path> program) {
    ConnectionSettings settings =
        new ConnectionSettings(
            List.of(new HostPort(database.host(), database.port())),
            database.name(),
            database.user(),
            Optional.of(new Secret(database.password())),
            "the test",
            Optional.empty(),
            Map.of());
    return new Backup.Options(mode, program, backups, settings);
  }

  private void shop() {
    scenario
        .revision(
            "aaaa1111",
            "",
            """
            CREATE TABLE users (id int PRIMARY KEY, name text);
            CREATE TABLE "odd table" (id int REFERENCES users);
            INSERT INTO users VALUES (1, 'ann'), (2, NULL);
            INSERT INTO "odd table" VALUES (1);
            """,
            "DROP TABLE \"odd table\", users;")
        .upgrade();
  }

  private static Problem refused(Runnable run) {
    return catchThrowableOfType(SaascoreException.class, run::run).problem();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(backups)) {
      return all.filter(path -> path.toString().endsWith(".dump")).toList();
    }
  }

  private List<String> told() {
    return scenario.events().stream()
        .flatMap(
            event ->
                event instanceof Event.Note note
                    ? Stream.of(note.text())
                    : event instanceof Event.Warning warning
                        ? Stream.of(warning.text())
                        : Stream.empty())
        .toList();
  }

  private Path program(String text) throws IOException {
    Path program = Files.writeString(directory.resolve("pg_dump"), "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return program;
  }

  /** Each build dumps what it is about to change, while no other changes it. */
  @Test
  void buildsBesideEachOtherWriteWholeFilesOfTheirOwn() throws Exception {
    PgDump dump = requirePgDump(15);
    shop();
    Backup.Options how = options(db, Mode.REQUIRE, Optional.empty());
    List<CompletableFuture<Void>> builds = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      boolean down = i % 2 == 0;
      Scenario build = new Scenario(directory, db).backingUp(how);
      builds.add(
          CompletableFuture.runAsync(
              down ? () -> build.downgrade("base") : build::upgrade,
              task -> new Thread(task, "a build").start()));
    }
    builds.forEach(CompletableFuture::join);
    assertThat(files()).hasSizeBetween(1, 4);
    for (Path file : files()) {
      String contents = String.join("\n", dump.contents(file));
      assertThat(contents.contains(" TABLE DATA public users "))
          .as(contents)
          .isEqualTo(contents.contains(" TABLE DATA public odd table "));
    }
    int before = files().size();
    scenario.in(
        open -> {
          new Backup(open, how).make("twice");
          new Backup(open, how).make("twice");
          return open;
        });
    assertThat(files()).hasSize(before + 2);
  }

  @Test
  void isMadeBeforeADestroyingDowngradeAndRestoresAllOfIt() throws Exception {
    requirePgDump(15);
    shop();
    String before = WholeState.of(db);
    scenario.backingUp(options(db, Mode.REQUIRE, Optional.empty()));
    assertThat(refused(() -> scenario.downgrade("base", NOBODY)).code()).isEqualTo(Code.CONFIRM);
    assertThat(files()).as("nothing is written before it is agreed to").isEmpty();
    scenario.downgrade("base");
    assertThat(db.one("SELECT to_regclass('users') IS NULL")).isEqualTo("t");
    assertThat(files()).hasSize(1);
    assertThat(files().get(0).getFileName().toString())
        .matches(db.name() + "-\\d{8}-\\d{6}-downgrade\\.dump");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files().get(0))))
        .isEqualTo("rw-------");
    assertThat(Files.readString(backups.resolve(".gitignore"))).isEqualTo("*\n");
    String restore =
        told().stream()
            .filter(line -> line.startsWith("restore it with: "))
            .map(line -> line.substring("restore it with: ".length()))
            .findFirst()
            .orElseThrow();
    assertThat(restore)
        .startsWith(
            "pg_restore --dbname=postgresql://%s@%s:%d/%s --clean --if-exists"
                .formatted(db.user(), db.host(), db.port(), db.name()))
        .doesNotContain("password");
    ProcessBuilder psql = new ProcessBuilder("sh", "-c", restore).redirectErrorStream(true);
    psql.environment().put("PGPASSWORD", db.password());
    Process process = psql.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(WholeState.of(db)).isEqualTo(before);
  }

  @Test
  void isMadeBeforeAnUpgradeThatAsksForIt() throws Exception {
    requirePgDump(15);
    shop();
    scenario.backingUp(options(db, Mode.AUTO, Optional.empty()));
    scenario.upgrade(NOBODY);
    assertThat(files()).as("nothing is pending").isEmpty();
    scenario.revision("bbbb2222", "aaaa1111", "CREATE TABLE x (id int);", "DROP TABLE x;");
    scenario.upgrade(NOBODY);
    assertThat(files()).hasSize(1);
    assertThat(told())
        .anyMatch(
            line -> line.startsWith("backing up database '%s' with pg_dump ".formatted(db.name())))
        .anyMatch(line -> line.contains(", 5 tables with their rows)"));
  }

  @Test
  void isRefusedOrLeftOutWhereTheProgramIsTooOld(TestDatabase newest) throws Exception {
    Scenario on = new Scenario(directory, newest);
    scenario = on;
    Path old = program("echo 'pg_dump (PostgreSQL) 9.6.24'");
    on.revision("aaaa1111", "", "CREATE TABLE users (id int);", "DROP TABLE users;");
    on.backingUp(options(newest, Mode.REQUIRE, Optional.of(old)));
    Problem refused = refused(() -> on.upgrade(NOBODY));
    assertThat(refused.code()).isEqualTo(Code.BACKUP);
    assertThat(refused.summary()).startsWith("pg_dump 9.6.24 cannot dump a server of version 18.");
    assertThat(refused.hint().orElse(""))
        .isEqualTo("name one of version 18 or newer: -Dsaascore.pgDump=<path>");
    assertThat(on.applied()).isEmpty();
    on.backingUp(options(newest, Mode.AUTO, Optional.of(old)));
    assertThat(on.upgrade(NOBODY).applied()).hasSize(1);
    assertThat(told())
        .anyMatch(
            line ->
                line.startsWith(
                    "no backup is made: pg_dump 9.6.24 cannot dump a server of version"));
    assertThat(files()).isEmpty();
  }

  @Test
  void stopsTheRunWhereItFails() throws Exception {
    shop();
    Path failing =
        program(
            "if [ \"$1\" = --version ]; then echo 'pg_dump (PostgreSQL) 18.1'; exit; fi\n"
                + "echo \"pg_dump: error: no space, $PGUSER $PGPASSWORD\" >&2; exit 1");
    scenario.backingUp(options(db, Mode.AUTO, Optional.of(failing)));
    Problem refused = refused(() -> scenario.downgrade("base"));
    assertThat(refused.code()).isEqualTo(Code.BACKUP);
    assertThat(refused.reason().orElse(""))
        .contains("pg_dump: error: no space, ")
        .doesNotContain(db.password());
    assertThat(db.one("SELECT count(*) FROM users")).isEqualTo("2");
    assertThat(files()).isEmpty();
    Path nothing = program("exit 0");
    scenario.backingUp(options(db, Mode.AUTO, Optional.of(nothing)));
    assertThat(refused(() -> scenario.downgrade("base")).summary())
        .isEqualTo("'" + nothing + "' is no pg_dump");
    assertThat(db.one("SELECT count(*) FROM users")).isEqualTo("2");
  }

  @Test
  void isReadBackAndRefusedWhereATableIsMissing() throws Exception {
    PgDump real = requirePgDump(15);
    shop();
    Path lossy =
        program(
            "if [ \"$1\" = --version ]; then echo 'pg_dump (PostgreSQL) 18.1'; exit; fi\n"
                + "exec "
                + real.program()
                + " --exclude-table-data=users \"$@\"");
    scenario.backingUp(options(db, Mode.REQUIRE, Optional.of(lossy)));
    Problem refused = refused(() -> scenario.downgrade("base"));
    assertThat(refused.summary()).isEqualTo("the backup lacks the rows of 1 table");
    assertThat(refused.reason().orElse("")).contains("public users");
    assertThat(db.one("SELECT count(*) FROM users")).isEqualTo("2");
    Path broken =
        program(
            "if [ \"$1\" = --version ]; then echo 'pg_dump (PostgreSQL) 18.1'; exit; fi\n"
                + "for a in \"$@\"; do case $a in --file=*) echo cut > \"${a#--file=}\";; esac;"
                + " done");
    scenario.backingUp(options(db, Mode.REQUIRE, Optional.of(broken)));
    assertThat(refused(() -> scenario.downgrade("base")).summary())
        .isEqualTo("the backup cannot be read back");
    assertThat(files()).isEmpty();
    assertThat(db.one("SELECT count(*) FROM users")).isEqualTo("2");
  }

  @Test
  void passesNoPasswordInItsArguments() throws Exception {
    shop();
    Path spy =
        program(
            "if [ \"$1\" = --version ]; then echo 'pg_dump (PostgreSQL) 18.1'; exit; fi\n"
                + "echo \"$@\" > "
                + directory.resolve("seen")
                + "; exit 1");
    scenario.backingUp(options(db, Mode.AUTO, Optional.of(spy)));
    assertThat(refused(() -> scenario.downgrade("base")).code()).isEqualTo(Code.BACKUP);
    assertThat(Files.readString(directory.resolve("seen")))
        .contains("--format=custom --no-password")
        .doesNotContain(db.password() + " ")
        .doesNotContain(db.host());
  }
}
