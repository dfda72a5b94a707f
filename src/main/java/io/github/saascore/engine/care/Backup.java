package io.github.saascore.engine.care;

import io.github.saascore.engine.Amounts;
import io.github.saascore.engine.Database;
import io.github.saascore.engine.Event;
import io.github.saascore.postgres.ConnectionSettings;
import io.github.saascore.postgres.HostPort;
import io.github.saascore.postgres.PgDump;
import io.github.saascore.postgres.Pooling;
import io.github.saascore.postgres.local.Commands;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.script.IgnoredDirectory;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes a database to a file before something destroys data in it, and reads the file back to see
 * that everything is in it.
 */
public final class Backup {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int SHOWN = 5;

  private final Database database;
  private final Options options;
  private boolean made;

  /** Makes a backup for one run; nothing is written yet. */
  public Backup(Database database, Options options) {
    this.database = database;
    this.options = options;
  }

  /** When a backup is made. */
  public enum Mode {
    /** Never. */
    OFF,
    /** Where a pg_dump is found that fits the server; else the run says so and goes on. */
    AUTO,
    /** Always: without one the run is refused. */
    REQUIRE
  }

  /**
   * How backups are made.
   *
   * @param mode when
   * @param pgDump the program; empty means the PATH
   * @param directory where the files go
   * @param settings how to connect
   */
  public record Options(
      Mode mode, Optional<Path> pgDump, Path directory, ConnectionSettings settings) {}

  /** Tells whether backups are asked for. */
  boolean isAskedFor() {
    return options.mode() != Mode.OFF;
  }

  /**
   * Makes a backup, once a run, and tells where it is and how to restore it.
   *
   * @param goal what comes next, for the file's name
   * @throws SaascoreException BACKUP when one is required and cannot be made, or when one was begun
   *     and failed
   */
  public void make(String goal) {
    if (!isAskedFor() || made) {
      return;
    }
    made = true;
    Optional<Problem> obstacle = obstacle();
    if (obstacle.isPresent()) {
      if (options.mode() == Mode.REQUIRE) {
        throw obstacle.get().asException();
      }
      String hint = obstacle.get().hint().map(text -> "; " + text).orElse("");
      tell(new Event.Warning("no backup is made: " + obstacle.get().summary() + hint));
      return;
    }
    write(PgDump.find(options.pgDump()).orElseThrow(), goal);
  }

  private Optional<Problem> obstacle() {
    if (database.session().pooling() == Pooling.TRANSACTION) {
      return Optional.of(
          Problem.of(Code.BACKUP, "a transaction pooler is between us and the server")
              .hint("give the direct URL: -Dsaascore.url=..., or DIRECT_URL"));
    }
    int server = database.session().facts().versionNumber() / 10_000;
    Optional<PgDump> found = PgDump.find(options.pgDump());
    if (found.isEmpty()) {
      return Optional.of(
          Problem.of(Code.BACKUP, "pg_dump is not on the PATH")
              .hint(
                  "install the client of PostgreSQL %d, or name it: -Dsaascore.pgDump=<path>"
                      .formatted(server)));
    }
    return found
        .filter(dump -> !dump.fits(server))
        .map(
            dump ->
                Problem.of(
                        Code.BACKUP,
                        "pg_dump %s cannot dump a server of version %s"
                            .formatted(dump.version(), database.session().facts().version()))
                    .at(dump.program().toString())
                    .hint(
                        "name one of version %d or newer: -Dsaascore.pgDump=<path>"
                            .formatted(server)));
  }

  private void write(PgDump dump, String goal) {
    List<String> tables = tables();
    Path file = file(goal);
    tell(
        new Event.Note(
            "backing up database '%s' with pg_dump %s"
                .formatted(options.settings().database(), dump.version())));
    dump.dump(options.settings(), database.session().options().role(), file);
    try {
      verify(dump, file, tables);
    } catch (SaascoreException e) {
      PgDump.delete(file);
      throw e;
    }
    tell(
        new Event.Note(
            "backup: %s (%s, %s with their rows)"
                .formatted(file, size(file), Amounts.number(tables.size(), "table"))));
    tell(new Event.Note("restore it with: " + restoreCommand(file)));
  }

  /** A backup that lacks a table is none, and does not stay to be taken for one. */
  private static void verify(PgDump dump, Path file, List<String> tables) {
    String contents = dump.contents(file).stream().collect(Collectors.joining("\n", "", "\n"));
    List<String> missing =
        tables.stream().filter(table -> !contents.contains(" TABLE DATA " + table + " ")).toList();
    if (!missing.isEmpty()) {
      throw Problem.of(
              Code.BACKUP,
              "the backup lacks the rows of " + Amounts.number(missing.size(), "table"))
          .at(file.toString())
          .because(String.join("\n", missing.subList(0, Math.min(SHOWN, missing.size()))))
          .hint("does the role see all rows? Connect as the owner of the tables")
          .asException();
    }
  }

  /** Returns the tables that hold rows, as pg_restore lists them; those of extensions do not. */
  private List<String> tables() {
    return database
        .session()
        .query(
            """
            SELECT n.nspname || ' ' || c.relname
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind = 'r' AND c.relpersistence <> 't'
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend d
                                WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                                  AND d.deptype = 'e')
             ORDER BY 1
            """,
            row -> row.getString(1));
  }

  private Path file(String goal) {
    String name =
        "%s-%s-%s"
            .formatted(
                options.settings().database().replaceAll("[^A-Za-z0-9._-]", "_"),
                TIME.format(Clock.systemUTC().instant()),
                goal);
    try {
      return file(IgnoredDirectory.make(options.directory()), name, 1);
    } catch (IOException e) {
      throw new SaascoreException(
          Problem.of(Code.BACKUP, "unable to write the backup")
              .at(options.directory().toString())
              .because(e.toString())
              .hint("name a directory that may be written: -Dsaascore.backupDirectory=<path>"),
          e);
    }
  }

  /** Nobody else reads the data, and no other build of the same second writes into the file. */
  private static Path file(Path directory, String name, int number) throws IOException {
    Path file = directory.resolve(name + (number == 1 ? "" : "-" + number) + ".dump");
    try {
      return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
          ? Files.createFile(
              file,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
          : Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      return file(directory, name, number + 1);
    }
  }

  private static String size(Path file) {
    try {
      return Amounts.size(Files.size(file));
    } catch (IOException e) {
      throw new SaascoreException(
          Problem.of(Code.BACKUP, "the backup cannot be read back")
              .at(file.toString())
              .because(e.toString()),
          e);
    }
  }

  private String restoreCommand(Path file) {
    ConnectionSettings settings = options.settings();
    String mode = settings.parameters().get("sslmode");
    String hosts =
        settings.hosts().stream().map(HostPort::toString).collect(Collectors.joining(","));
    String url =
        "postgresql://%s@%s/%s%s"
            .formatted(
                encoded(settings.user()),
                hosts,
                encoded(settings.database()),
                mode == null ? "" : "?sslmode=" + mode);
    List<String> command = new ArrayList<>();
    command.add("pg_restore");
    command.add("--dbname=" + url);
    command.addAll(List.of("--clean", "--if-exists", "--single-transaction"));
    command.add(file.toString());
    boolean plain = command.stream().allMatch(word -> word.matches("[A-Za-z0-9_./:@=,?-]+"));
    return plain ? String.join(" ", command) : Commands.quote(command);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private void tell(Event event) {
    database.listener().accept(event);
  }
}
