package io.github.saascore.postgres;

import io.github.saascore.postgres.local.Commands;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The program pg_dump of an installed PostgreSQL client, with its pg_restore beside it.
 *
 * <p>It refuses servers of a newer major version than its own (PostgreSQL manual, pg_dump, Notes).
 * Where to connect and the password travel in its environment, never in its arguments.
 *
 * @param program the file
 * @param version its own version text, for example {@code 15.18}
 */
public record PgDump(Path program, String version) {
  private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\)\\s+(\\d+\\S*)");
  private static final int LONGEST_REASON = 10;

  /** What libpq calls the properties of the JDBC driver that it knows too. */
  private static final Map<String, String> VARIABLES =
      Map.ofEntries(
          Map.entry("sslmode", "PGSSLMODE"),
          Map.entry("sslrootcert", "PGSSLROOTCERT"),
          Map.entry("sslcert", "PGSSLCERT"),
          Map.entry("sslkey", "PGSSLKEY"),
          Map.entry("channelBinding", "PGCHANNELBINDING"),
          Map.entry("sslNegotiation", "PGSSLNEGOTIATION"),
          Map.entry("gssEncMode", "PGGSSENCMODE"),
          Map.entry("requireAuth", "PGREQUIREAUTH"),
          Map.entry("connectTimeout", "PGCONNECT_TIMEOUT"),
          Map.entry("options", "PGOPTIONS"));

  /**
   * Finds the program.
   *
   * @param configured where the user says that it is; empty means the PATH
   * @return empty when it is not on the PATH
   * @throws SaascoreException BACKUP when what the user named is no pg_dump
   */
  public static Optional<PgDump> find(Optional<Path> configured) {
    Optional<Path> found =
        configured.or(() -> Commands.find("pg_dump")).or(() -> Commands.find("pg_dump.exe"));
    return found.map(PgDump::ask);
  }

  private static PgDump ask(Path program) {
    Commands.Outcome outcome = run(List.of(program.toString(), "--version"), Map.of());
    Matcher version = VERSION.matcher(outcome.output());
    if (!outcome.succeeded() || !version.find()) {
      throw Problem.of(Code.BACKUP, "'" + program + "' is no pg_dump")
          .because(first(outcome.output()))
          .hint("name the program of a PostgreSQL client: -Dsaascore.pgDump=/usr/bin/pg_dump")
          .asException();
    }
    return new PgDump(program, version.group(1));
  }

  /** Tells whether it can dump a server of a major version. */
  public boolean fits(int serverMajor) {
    return Integer.parseInt(version.replaceFirst("\\D.*", "")) >= serverMajor;
  }

  /**
   * Writes a database to a file in the custom format.
   *
   * @param role the role to read as; empty means the login role
   * @throws SaascoreException BACKUP with what the program said; the file is gone then
   */
  public void dump(ConnectionSettings settings, Optional<String> role, Path file) {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(List.of("--format=custom", "--no-password", "--lock-wait-timeout=60s"));
    role.ifPresent(name -> command.add("--role=" + name));
    command.add("--file=" + file);
    Commands.Outcome outcome = run(command, environment(settings));
    if (!outcome.succeeded()) {
      delete(file);
      throw Problem.of(Code.BACKUP, "pg_dump could not back up the database")
          .at(settings.address())
          .because(hidden(first(outcome.output()), settings) + "\n" + program + " " + version)
          .hint("mend that, or go on without a backup: -Dsaascore.backup=off")
          .asException();
    }
  }

  /**
   * Returns the table of contents of a backup, one line an entry, as pg_restore reads it back.
   *
   * @throws SaascoreException BACKUP when the file cannot be read
   */
  public List<String> contents(Path file) {
    Path beside =
        program.resolveSibling(program.getFileName().toString().replace("dump", "restore"));
    String restore = Files.isExecutable(beside) ? beside.toString() : "pg_restore";
    Commands.Outcome outcome = run(List.of(restore, "--list", file.toString()), Map.of());
    if (!outcome.succeeded()) {
      throw Problem.of(Code.BACKUP, "the backup cannot be read back")
          .at(file.toString())
          .because(first(outcome.output()))
          .hint("is there space enough, and a pg_restore of the same version beside pg_dump?")
          .asException();
    }
    return outcome.output().lines().filter(line -> !line.startsWith(";")).toList();
  }

  private static Map<String, String> environment(ConnectionSettings settings) {
    Map<String, String> variables = new TreeMap<>();
    settings
        .parameters()
        .forEach(
            (name, value) -> {
              if (VARIABLES.containsKey(name)) {
                variables.put(VARIABLES.get(name), value);
              }
            });
    variables.put("PGHOST", joined(settings, HostPort::host));
    variables.put("PGPORT", joined(settings, host -> Integer.toString(host.port())));
    variables.put("PGDATABASE", settings.database());
    variables.put("PGUSER", settings.user());
    variables.put("PGAPPNAME", "saascore:backup");
    settings.password().ifPresent(password -> variables.put("PGPASSWORD", password.value()));
    return variables;
  }

  private static String joined(ConnectionSettings settings, Function<HostPort, String> part) {
    return settings.hosts().stream().map(part).collect(Collectors.joining(","));
  }

  private static Commands.Outcome run(List<String> command, Map<String, String> environment) {
    try {
      return Commands.run(command, environment);
    } catch (IOException e) {
      throw new SaascoreException(
          Problem.of(Code.BACKUP, "unable to start " + command.get(0))
              .because(e.getMessage())
              .hint("install the client of PostgreSQL, or go on without: -Dsaascore.backup=off"),
          e);
    }
  }

  /** The program does not print passwords; should it ever, they do not pass here. */
  private static String hidden(String text, ConnectionSettings settings) {
    return settings
        .password()
        .map(Secret::value)
        .filter(value -> !value.isEmpty())
        .map(value -> text.replace(value, "(hidden)"))
        .orElse(text);
  }

  private static String first(String output) {
    return output.lines().limit(LONGEST_REASON).collect(Collectors.joining("\n"));
  }

  /** Deletes what was written so far. */
  public static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("unable to delete " + file, e);
    }
  }
}
